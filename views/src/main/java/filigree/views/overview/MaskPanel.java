package filigree.views.overview;

import filigree.model.topology.TopologyUpdate;
import filigree.model.train.Snapshot;
import filigree.model.train.Snapshot.LayerSnapshot;
import filigree.model.train.Watch;
import filigree.views.control.Heatmap;
import filigree.views.control.MarginBars;
import filigree.views.control.Numbers;
import filigree.views.control.Panel;
import filigree.views.control.RowOrder;
import filigree.views.control.Segmented;
import filigree.views.run.LayerPictures;
import filigree.views.run.LayerPictures.Mode;
import filigree.views.run.LayerWords;
import filigree.views.run.RunViewModel;
import filigree.views.run.RunWords;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// The mask of the chosen layer as it lives: births and deaths of the last update, values, ages or
/// gradients, with the fan-in of each neuron beside it.
final class MaskPanel {
    private final RunViewModel run;
    private final RunWords words;
    private final Panel panel = new Panel("");
    private final Heatmap map;
    private final MarginBars fanIn;
    private final Segmented<Mode> mode;
    private final LegendItem active;
    private final LegendItem grown;
    private final LegendItem regrown;
    private final LegendItem dropped;
    private final Label caption = new Label();
    private int shownLayer = -1;
    private Object shownMask = "";
    private Object shownPicture = ""; // what the picture was made from
    private Optional<TopologyUpdate> shownUpdate = Optional.empty();

    MaskPanel(RunViewModel run, RunWords words) {
        this.run = run;
        this.words = words;
        this.map = new Heatmap(words.own());
        this.fanIn = new MarginBars(MarginBars.Side.RIGHT, map);
        this.mode =
                new Segmented<>(
                        List.of(Mode.MASK, Mode.VALUE, Mode.AGE, Mode.GRADIENT),
                        m ->
                                words.own()
                                        .get(
                                                "overview.mode."
                                                        + m.name()
                                                                .toLowerCase(
                                                                        java.util.Locale.ROOT)));
        mode.setId("overview-mode");
        mode.getStyleClass().add("small");
        mode.onChange(_ -> chooseMode());
        map.setId("overview-heatmap");
        map.holdProperty().set(true);
        map.setMinSize(200, 80);
        map.setPrefSize(784, 300);
        map.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        fanIn.setMinWidth(56);
        fanIn.setPrefWidth(56);
        active = new LegendItem("active", "", words.own().get("picture.active"));
        grown = new LegendItem("grown", "+", words.own().get("picture.grown"));
        regrown = new LegendItem("regrown", "•", words.own().get("picture.regrown"));
        dropped = new LegendItem("dropped", "−", words.own().get("picture.dropped"));
        caption.getStyleClass().addAll("muted", "note");
        caption.setMinWidth(0);
        panel.setTools(mode);
        HBox body = new HBox(2, map, fanIn);
        HBox.setHgrow(map, Priority.ALWAYS);
        body.getStyleClass().add("mask-body");
        panel.setFullBody(body);
        panel.setFooter(footer());
        map.selectionProperty().bindBidirectional(run.selection().cellProperty());
        map.viewportProperty().subscribe(this::showCaption);
    }

    private HBox footer() {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Label fan = new Label(words.own().get("overview.fanIn"));
        fan.getStyleClass().addAll("muted", "note");
        fan.setMinWidth(Region.USE_PREF_SIZE);
        HBox footer = new HBox(16, active, grown, regrown, dropped, gap, caption, fan);
        footer.setAlignment(Pos.CENTER_LEFT);
        return footer;
    }

    Panel panel() {
        return panel;
    }

    private void chooseMode() {
        String of = mode.value() == Mode.GRADIENT ? layer().shape().name() : "";
        run.watch(new Watch(true, of));
        map.holdProperty().set(mode.value() == Mode.MASK);
        shownMask = "";
    }

    private LayerSnapshot layer() {
        List<LayerSnapshot> layers = run.snapshot().layers();
        return layers.get(Math.min(run.selection().layer(), layers.size() - 1));
    }

    /// Shows the newest state; a picture is made only when what it shows has changed.
    ///
    /// @return whether anything changed
    boolean refresh(long nanos) {
        Snapshot now = run.snapshot();
        int index = run.selection().layer();
        LayerSnapshot layer = layer();
        boolean other = index != shownLayer;
        if (other) {
            shownLayer = index;
            panel.titleProperty().set(words.own().get("overview.maskOf", layer.shape().name()));
            panel.subtitleProperty().set(LayerWords.of(words, run, index).sizes());
            shownMask = "";
            shownUpdate = Optional.empty();
            if (mode.value() == Mode.GRADIENT) {
                chooseMode();
            }
        }
        boolean onlyMask = mode.value() == Mode.MASK;
        Object source = onlyMask ? layer.mask() : layer;
        boolean maskChanged = shownMask != layer.mask();
        boolean changed = maskChanged || shownPicture != source;
        if (changed) {
            shownMask = layer.mask();
            shownPicture = source;
            map.setPicture(LayerPictures.of(layer, mode.value(), now.step()));
            if (maskChanged) {
                map.orderProperty().set(RowOrder.byIndex(layer.mask().rows()));
                fanIn.setCounts(LayerPictures.fanIn(layer.mask()));
                active.setCount(layer.mask().activeCount());
            }
        }
        Optional<TopologyUpdate> update = run.lastUpdateProperty().get();
        if (update.isPresent() && !update.equals(shownUpdate)) {
            changed = true;
            shownUpdate = update;
            var change =
                    update.get().layers().get(Math.min(index, update.get().layers().size() - 1));
            map.showChanges(LayerPictures.changes(change), nanos);
            long again = change.regrown().activeCount();
            grown.setCount(change.grown().activeCount() - again);
            regrown.setCount(again);
            dropped.setCount(change.dropped().activeCount());
        }
        changed |= map.refresh(nanos);
        showCaption();
        return changed;
    }

    private void showCaption() {
        double zoom = map.viewport().zoom();
        String pixels =
                zoom >= 1
                        ? words.own().get("overview.pixels", Math.round(zoom))
                        : words.own().get("overview.manyAPixel");
        caption.setText(
                words.own()
                        .get("overview.update", Numbers.count(run.snapshot().updates()), pixels));
    }
}
