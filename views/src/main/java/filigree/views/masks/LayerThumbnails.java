package filigree.views.masks;

import filigree.model.train.Snapshot.LayerSnapshot;
import filigree.views.control.Heatmap;
import filigree.views.control.MiniMap;
import filigree.views.control.Numbers;
import filigree.views.control.RowOrder;
import filigree.views.run.LayerPictures;
import filigree.views.run.LayerPictures.Mode;
import filigree.views.run.RunViewModel;
import filigree.views.run.RunWords;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// All layers as small pictures; a click shows one large.
final class LayerThumbnails extends VBox {
    private static final double WIDTH = 196;

    private record Thumbnail(MiniMap map, Label active) {}

    private final RunViewModel run;
    private final Heatmap large;
    private final List<Thumbnail> thumbnails = new ArrayList<>();
    private RowOrder order = RowOrder.byIndex(0);

    LayerThumbnails(RunViewModel run, RunWords words, Heatmap large) {
        super(12);
        this.run = run;
        this.large = large;
        List<LayerSnapshot> layers = run.snapshot().layers();
        for (int l = 0; l < layers.size(); l++) {
            getChildren().add(thumbnail(layers.get(l), l));
        }
        run.selection().layerProperty().subscribe(_ -> follow());
        follow();
    }

    private VBox thumbnail(LayerSnapshot layer, int index) {
        MiniMap map = new MiniMap();
        double ratio = (double) layer.shape().rows() / layer.shape().columns();
        double height = Math.clamp(WIDTH * ratio, 30, 76);
        map.setMinSize(WIDTH, height);
        map.setPrefSize(WIDTH, height);
        map.setMaxSize(WIDTH, height);
        map.setOnMouseClicked(_ -> run.selection().layerProperty().set(index));
        Label name = new Label(layer.shape().name());
        name.getStyleClass().add("strong");
        Label sizes =
                new Label(
                        Numbers.count(layer.shape().rows())
                                + " × "
                                + Numbers.count(layer.shape().columns()));
        sizes.getStyleClass().addAll("muted", "note");
        Label active = new Label();
        active.getStyleClass().add("value");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(6, name, sizes, gap, active);
        head.setAlignment(Pos.BASELINE_LEFT);
        thumbnails.add(new Thumbnail(map, active));
        return new VBox(4, head, map);
    }

    void setOrder(RowOrder rows) {
        order = rows;
    }

    private void follow() {
        if (run.selection().layer() < thumbnails.size()) {
            thumbnails.get(run.selection().layer()).map().follow(large);
        }
    }

    void refresh() {
        List<LayerSnapshot> layers = run.snapshot().layers();
        for (int l = 0; l < layers.size(); l++) {
            LayerSnapshot layer = layers.get(l);
            boolean chosen = l == run.selection().layer();
            int n = layer.mask().rows();
            thumbnails
                    .get(l)
                    .map()
                    .setPicture(
                            LayerPictures.of(layer, Mode.VALUE, run.snapshot().step()),
                            chosen && order.size() == n ? order : RowOrder.byIndex(n));
            thumbnails.get(l).active().setText(Numbers.count(layer.mask().activeCount()));
        }
    }
}
