package filigree.views.overview;

import filigree.model.train.Snapshot.LayerSnapshot;
import filigree.views.control.MiniMap;
import filigree.views.control.Numbers;
import filigree.views.control.RowOrder;
import filigree.views.run.LayerPictures;
import filigree.views.run.LayerWords;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// One layer of the network strip: a small picture of its mask, its name, sizes and density. A
/// button: pressing it selects the layer.
final class LayerCard extends Button {
    private static final double BAR = 64;
    private static final double LEAST = 158;
    private static final double LEAST_WITHOUT_PICTURE = 112;

    private final MiniMap map = new MiniMap();
    private final Label density = new Label();
    private final Region filled = new Region();
    private Object shown = "";

    /// @param pictured whether there is room for the picture
    LayerCard(LayerSnapshot layer, boolean pictured, Runnable onSelect) {
        getStyleClass().setAll("strip-card");
        setId("layer-" + layer.shape().name());
        setOnAction(_ -> onSelect.run());
        map.setMinSize(64, 48);
        map.setPrefSize(64, 48);
        map.setMaxSize(64, 48);
        map.setMouseTransparent(true);
        Label name = new Label(layer.shape().name());
        name.getStyleClass().add("strong");
        density.getStyleClass().add("value");
        density.setMinWidth(USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(4, name, gap, density);
        head.setAlignment(Pos.BASELINE_LEFT);
        Label sizes = new Label(LayerWords.arrow(layer.shape()));
        sizes.getStyleClass().add("muted");
        sizes.setMinWidth(USE_PREF_SIZE);
        Region track = new Region();
        track.getStyleClass().add("density-track");
        filled.getStyleClass().add("density-filled");
        StackPane bar = new StackPane(track, filled);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.setMinWidth(BAR);
        VBox words = new VBox(2, head, sizes, bar);
        words.setAlignment(Pos.CENTER_LEFT);
        words.setMinWidth(USE_PREF_SIZE);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox row = new HBox(10, map, words);
        row.setAlignment(Pos.CENTER_LEFT);
        setGraphic(row);
        map.setVisible(pictured);
        map.setManaged(pictured);
        double least = pictured ? LEAST : LEAST_WITHOUT_PICTURE;
        setMinWidth(least); // the row below follows the width, so the width must not follow the row
        setPrefWidth(least);
        setMaxWidth(Double.MAX_VALUE);
        row.prefWidthProperty().bind(widthProperty().subtract(20));
        filled.maxWidthProperty()
                .bind(bar.widthProperty().multiply(new ShareOf(density.textProperty())));
    }

    /// @return whether its mask is another one
    boolean show(LayerSnapshot layer) {
        if (shown == layer.mask()) {
            return false; // masks are immutable: the same one is the same picture
        }
        shown = layer.mask();
        map.setPicture(LayerPictures.of(layer.mask()), RowOrder.byIndex(layer.mask().rows()));
        double share = 1 - layer.mask().sparsity();
        density.setText(Numbers.percent(share, share < 0.1 ? 1 : 0));
        setAccessibleText(layer.shape().name() + ", " + density.getText());
        return true;
    }

    void setChosen(boolean chosen) {
        pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("selected"), chosen);
    }
}
