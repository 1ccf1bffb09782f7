package filigree.views.overview;

import filigree.views.control.CountImage;
import filigree.views.run.LayerPictures;
import filigree.views.run.LayerWords;
import filigree.views.run.RunViewModel;
import filigree.views.run.RunWords;
import filigree.views.run.WeightTiles;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Where the first layer looks: how many connections each pixel has, or each place of its kernels.
final class FanInPanel extends VBox {
    private final RunViewModel run;
    private final WeightTiles tiles;
    private final CountImage image = new CountImage();
    private Object shown = ""; // the mask

    FanInPanel(RunViewModel run, RunWords words) {
        super(2);
        this.run = run;
        var shape = run.snapshot().layers().getFirst().shape();
        var layer = LayerWords.of(words, run, 0);
        tiles = layer.tiles();
        boolean kernels = LayerWords.isConvolution(shape);
        String by =
                kernels
                        ? "overview.fanInByKernel"
                        : layer.readsImage() ? "overview.fanInByPixel" : "overview.fanInByInput";
        Label title = new Label(words.own().get(by));
        title.getStyleClass().add("panel-title");
        Label of = new Label(words.own().get("overview.connectionsTo", shape.name()));
        of.getStyleClass().addAll("muted", "note");
        Label foot =
                new Label(words.own().get(kernels ? "overview.brightFilters" : "overview.bright"));
        foot.getStyleClass().addAll("muted", "caption");
        foot.setWrapText(true);
        getChildren().addAll(title, of, image, foot);
        setMargin(image, new Insets(6, 0, 2, 0));
        setVgrow(image, Priority.ALWAYS);
    }

    /// Shows newer counts, those of all channels together.
    ///
    /// @return whether there were any
    boolean refresh() {
        var mask = run.snapshot().layers().getFirst().mask();
        if (shown == mask) {
            return false; // masks are immutable: the same one has the same counts
        }
        shown = mask;
        int[] each = LayerPictures.fanOut(mask);
        int[] counts = new int[tiles.height() * tiles.width()];
        for (int j = 0; j < each.length; j++) {
            counts[j % counts.length] += each[j];
        }
        image.setCounts(tiles.width(), tiles.height(), counts);
        return true;
    }
}
