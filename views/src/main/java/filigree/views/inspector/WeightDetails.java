package filigree.views.inspector;

import filigree.model.sparsity.Mask;
import filigree.model.topology.TopologyUpdate;
import filigree.model.train.Snapshot;
import filigree.model.train.Snapshot.LayerSnapshot;
import filigree.views.control.Cell;
import filigree.views.control.CellChanges;
import filigree.views.control.KeyValueRow;
import filigree.views.control.Loupe;
import filigree.views.control.Numbers;
import filigree.views.control.RowOrder;
import filigree.views.run.LayerPictures;
import filigree.views.run.LayerPictures.Mode;
import filigree.views.run.LayerWords;
import filigree.views.run.RunViewModel;
import filigree.views.run.RunWords;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// One weight under the loupe: its value, its rank among the layer's weights, its age.
final class WeightDetails extends VBox {
    private final RunViewModel run;
    private final RunWords words;
    private final Loupe loupe = new Loupe();
    private final Label title = new Label();
    private final KeyValueRow value;
    private final KeyValueRow rank;
    private final KeyValueRow born;
    private final KeyValueRow age;
    private final KeyValueRow place;
    private final KeyValueRow lookers;

    WeightDetails(RunViewModel run, RunWords words) {
        super(8);
        this.run = run;
        this.words = words;
        title.getStyleClass().addAll("muted", "note");
        value = row("inspector.weight");
        rank = row("inspector.rank");
        born = row("inspector.born");
        age = row("inspector.age");
        place = row("inspector.place");
        lookers = row("inspector.lookers");
        getChildren().addAll(title, loupe, new VBox(value, rank, born, age, place, lookers));
        setVisible(false);
        setManaged(false);
    }

    private KeyValueRow row(String key) {
        return new KeyValueRow(words.own().get(key), Numbers.NONE, "");
    }

    void show(LayerSnapshot layer, Cell cell, Snapshot now) {
        if (!isVisible()) {
            return;
        }
        title.setText(words.own().get("inspector.around", Numbers.count(cell.column())));
        loupe.show(
                LayerPictures.of(layer, Mode.VALUE, now.step()),
                RowOrder.byIndex(layer.mask().rows()),
                changes(),
                cell);
        int at = positionOf(layer, cell);
        boolean active = at >= 0 && at < layer.values().size();
        value.valueProperty()
                .set(
                        active
                                ? Numbers.fixed(layer.values().get(at), 4)
                                : words.own().get("picture.pruned"));
        rank.valueProperty().set(active ? Numbers.count(rankOf(layer, at)) : Numbers.NONE);
        rank.suffixProperty()
                .set(
                        active
                                ? words.own()
                                        .get(
                                                "inspector.of",
                                                Numbers.count(layer.mask().activeCount()))
                                : "");
        long step = active ? layer.born().get(at) : 0;
        born.valueProperty().set(active ? Numbers.count(step) : Numbers.NONE);
        age.valueProperty().set(active ? Numbers.count(now.step() - step) : Numbers.NONE);
        age.suffixProperty().set(active ? words.own().get("inspector.stepsUnit") : "");
        showPlace(layer, cell);
    }

    private CellChanges changes() {
        Optional<TopologyUpdate> update = run.lastUpdateProperty().get();
        int layer = run.selection().layer();
        return update.map(u -> LayerPictures.changes(u.layers().get(layer)))
                .orElse(CellChanges.none());
    }

    private static int positionOf(LayerSnapshot layer, Cell cell) {
        Mask mask = layer.mask();
        boolean active = mask.isActive(cell.row(), cell.column());
        return active ? mask.firstFrom(cell.row(), cell.column()) : -1;
    }

    private static int rankOf(LayerSnapshot layer, int at) {
        float size = Math.abs(layer.values().get(at));
        int larger = 0;
        for (int k = 0; k < layer.values().size(); k++) {
            larger += Math.abs(layer.values().get(k)) > size ? 1 : 0;
        }
        return larger + 1;
    }

    private void showPlace(LayerSnapshot layer, Cell cell) {
        LayerWords names = LayerWords.of(words, run, run.selection().layer());
        place.valueProperty().set(names.source(cell.column()));
        lookers.labelProperty().set(names.lookers());
        int[] fanOut = LayerPictures.fanOut(layer.mask());
        lookers.valueProperty().set(Numbers.count(fanOut[cell.column()]));
        lookers.suffixProperty()
                .set(words.own().get("inspector.of", Numbers.count(layer.mask().rows())));
    }
}
