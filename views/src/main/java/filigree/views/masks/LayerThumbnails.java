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
    private static final double WIDTH = 194;

    /// One layer, and what it shows.
    private static final class Thumbnail {
        final MiniMap map;
        final Label active;
        Object shownLayer = "";
        Object shownMask = "";
        Object shownOrder = "";

        Thumbnail(MiniMap map, Label active) {
            this.map = map;
            this.active = active;
        }
    }

    private final RunViewModel run;
    private final Heatmap large;
    private final List<Thumbnail> thumbnails = new ArrayList<>();
    private RowOrder order = RowOrder.byIndex(0);
    private int turn;

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
        map.setMinSize(0, height);
        map.setPrefSize(WIDTH, height);
        map.setMaxSize(Double.MAX_VALUE, height);
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
        for (int l = 0; l < thumbnails.size(); l++) {
            if (l == run.selection().layer()) {
                thumbnails.get(l).map.follow(large);
            } else {
                thumbnails.get(l).map.leave();
            }
        }
    }

    /// Shows newer weights, of one layer a call in turn: they change slowly, and an average over
    /// all of a layer is the dearest picture. New masks and orders show at once.
    ///
    /// @return whether any changed
    boolean refresh() {
        List<LayerSnapshot> layers = run.snapshot().layers();
        turn = (turn + 1) % layers.size();
        boolean changed = false;
        for (int l = 0; l < layers.size(); l++) {
            LayerSnapshot layer = layers.get(l);
            Thumbnail shown = thumbnails.get(l);
            Object rows = l == run.selection().layer() ? order : "";
            boolean other = shown.shownMask != layer.mask() || shown.shownOrder != rows;
            if (other || (l == turn && shown.shownLayer != layer)) {
                show(shown, layer, rows);
                changed = true;
            }
        }
        return changed;
    }

    private void show(Thumbnail shown, LayerSnapshot layer, Object rows) {
        shown.shownLayer = layer;
        shown.shownMask = layer.mask();
        shown.shownOrder = rows;
        int n = layer.mask().rows();
        boolean ordered = rows == order && order.size() == n;
        shown.map.setPicture(
                LayerPictures.of(layer, Mode.VALUE, run.snapshot().step()),
                ordered ? order : RowOrder.byIndex(n));
        shown.active.setText(Numbers.count(layer.mask().activeCount()));
    }
}
