package filigree.views.inspector;

import filigree.model.sparsity.Mask;
import filigree.model.train.Snapshot;
import filigree.model.train.Snapshot.LayerSnapshot;
import filigree.views.control.Cell;
import filigree.views.control.ColorScale;
import filigree.views.control.Histogram;
import filigree.views.control.Icon;
import filigree.views.control.IconButton;
import filigree.views.control.KeyValueRow;
import filigree.views.control.Numbers;
import filigree.views.control.Series;
import filigree.views.control.Sparkline;
import filigree.views.control.WeightImage;
import filigree.views.run.LayerPictures;
import filigree.views.run.LayerWords;
import filigree.views.run.MaskFilm;
import filigree.views.run.RunViewModel;
import filigree.views.run.RunWords;
import filigree.views.run.WeightTiles;
import java.util.Arrays;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The clicked neuron: its incoming weights on the image, how much it is connected and used, its
/// history. In the Masks view also the single weight.
public final class InspectorView extends VBox {
    private static final double SELDOM = 0.05;
    private static final int BINS = 22;
    private static final int LIMIT_DECIMALS = 2;

    private final RunViewModel run;
    private final RunWords words;
    private final Label layerName = new Label();
    private final Label neuronName = new Label();
    private final WeightImage image = new WeightImage();
    private final ColorScale scale = ColorScale.signed();
    private final Label imageTitle = new Label();
    private final KeyValueRow fanIn;
    private final KeyValueRow fanOut;
    private final KeyValueRow fires;
    private final KeyValueRow bias;
    private final Histogram histogram = new Histogram();
    private final Sparkline history = new Sparkline();
    private final Label historyTitle = new Label();
    private final VBox imageBox;
    private final WeightDetails weight;
    private Series fanInSeries = new Series();
    private final IconButton before;
    private final IconButton after;
    private String shownButtons;
    private Object shownKey = "";
    private Object shown = ""; // the snapshot

    public InspectorView(RunViewModel run, RunWords words) {
        this.run = run;
        this.words = words;
        getStyleClass().add("inspector-view");
        fanIn = new KeyValueRow(text("inspector.fanIn"), Numbers.NONE, "");
        fanOut = new KeyValueRow(text("inspector.fanOut"), Numbers.NONE, "");
        fires = new KeyValueRow(text("inspector.fires"), Numbers.NONE, "");
        bias = new KeyValueRow(text("inspector.bias"), Numbers.NONE, "");
        weight = new WeightDetails(run, words);
        shownButtons = text("inspector.previous");
        before = new IconButton(Icon.CHEVRON_LEFT, shownButtons, () -> move(-1));
        after = new IconButton(Icon.CHEVRON_RIGHT, text("inspector.next"), () -> move(1));
        image.setPrefSize(240, 240);
        image.setMinSize(240, 240);
        image.setMaxSize(240, 240);
        imageTitle.getStyleClass().addAll("muted", "note");
        imageBox = new VBox(8, imageTitle, image, scale);
        histogram.setPrefHeight(64);
        histogram.setMinHeight(64);
        history.setStepped(true);
        history.setTicked(true);
        history.setPrefHeight(72);
        history.setMinHeight(72);
        getChildren()
                .addAll(
                        block(heading(), weight, imageBox, new VBox(fanIn, fanOut, fires, bias)),
                        block(
                                title(text("inspector.weights"), text("inspector.activeOnly")),
                                histogram),
                        block(historyHead(), history));
        run.selection().cellProperty().subscribe(_ -> show());
        run.selection().layerProperty().subscribe(_ -> show());
        show();
    }

    /// Whether the single weight is shown above its neuron.
    public void showWeight(boolean shown) {
        weight.setVisible(shown);
        weight.setManaged(shown);
        imageBox.setVisible(!shown);
        imageBox.setManaged(!shown);
        shownKey = "";
        show();
    }

    private String text(String key) {
        return words.own().get(key);
    }

    private HBox heading() {
        layerName.getStyleClass().add("muted");
        neuronName.getStyleClass().addAll("inspector-title");
        Label arrow = new Label("›");
        arrow.getStyleClass().add("muted");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        before.setId("inspector-previous");
        after.setId("inspector-next");
        HBox box = new HBox(6, layerName, arrow, neuronName, gap, before, after);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private HBox historyHead() {
        Label title = new Label(text("inspector.history"));
        title.getStyleClass().add("strong");
        historyTitle.getStyleClass().addAll("muted", "note");
        HBox head = new HBox(6, title, historyTitle);
        head.setAlignment(Pos.BASELINE_LEFT);
        return head;
    }

    private static HBox title(String strong, String muted) {
        Label title = new Label(strong);
        title.getStyleClass().add("strong");
        Label rest = new Label(muted);
        rest.getStyleClass().addAll("muted", "note");
        HBox head = new HBox(6, title, rest);
        head.setAlignment(Pos.BASELINE_LEFT);
        return head;
    }

    private static VBox block(javafx.scene.Node... nodes) {
        VBox box = new VBox(10, nodes);
        box.getStyleClass().add("inspector-block");
        return box;
    }

    private void nameButtons(LayerWords names) {
        if (!shownButtons.equals(names.previous())) {
            shownButtons = names.previous();
            before.setName(names.previous());
            after.setName(names.next());
        }
    }

    private void move(int by) {
        LayerSnapshot layer = layer();
        Cell cell = cell();
        int row = Math.floorMod(cell.row() + by, layer.mask().rows());
        run.selection().cellProperty().set(java.util.Optional.of(new Cell(row, cell.column())));
    }

    private LayerSnapshot layer() {
        var layers = run.snapshot().layers();
        return layers.get(Math.min(run.selection().layer(), layers.size() - 1));
    }

    /// The selected weight, or one of the neuron with most inputs.
    private Cell cell() {
        return run.selection()
                .cell()
                .orElseGet(() -> {
                    int row = liveliest();
                    return new Cell(row, strongest(row));
                });
    }

    /// Of the neurons that fire at least now and then, the one with most inputs.
    private int liveliest() {
        int[] counts = LayerPictures.fanIn(layer().mask());
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] * liveliness(i) > counts[best] * liveliness(best) ? i : best;
        }
        return best;
    }

    private double liveliness(int neuron) {
        int l = run.selection().layer();
        return run.snapshot()
                .validation()
                .filter(v -> l < v.firing().size())
                .map(v -> v.firing().get(l).get(neuron) >= SELDOM ? 1 : 0.01)
                .orElse(1.0);
    }

    private int strongest(int row) {
        LayerSnapshot layer = layer();
        int[] starts = layer.mask().rowStarts();
        int best = -1;
        for (int k = starts[row]; k < starts[row + 1] && k < layer.values().size(); k++) {
            boolean larger =
                    best < 0
                            || Math.abs(layer.values().get(k)) > Math.abs(layer.values().get(best));
            best = larger ? k : best;
        }
        return best < 0 ? layer.mask().columns() / 2 : layer.mask().column(best);
    }

    /// Takes over the newest numbers.
    ///
    /// @return whether there were any
    public boolean refresh() {
        boolean newer = run.snapshot() != shown;
        if (newer) {
            show();
        }
        return newer;
    }

    private void show() {
        Snapshot now = run.snapshot();
        shown = now;
        LayerSnapshot layer = layer();
        Cell cell = cell();
        if (cell.row() >= layer.mask().rows() || cell.column() >= layer.mask().columns()) {
            return; // a selection of another layer, about to be replaced
        }
        int row = cell.row();
        layerName.setText(layer.shape().name());
        LayerWords names = LayerWords.of(words, run, run.selection().layer());
        neuronName.setText(names.unit(row));
        nameButtons(names);
        int inputs = layer.mask().rowStarts()[row + 1] - layer.mask().rowStarts()[row];
        fanIn.valueProperty().set(Numbers.count(inputs));
        fanIn.suffixProperty()
                .set(words.own().get("inspector.of", Numbers.count(layer.mask().columns())));
        showFanOut(now, row);
        now.validation()
                .ifPresent(v -> {
                    int l = Math.min(run.selection().layer(), v.firing().size() - 1);
                    fires.valueProperty().set(Numbers.percent(v.firing().get(l).get(row), 1));
                    fires.suffixProperty()
                            .set(
                                    words.own()
                                            .get(
                                                    v.ofTokens()
                                                            ? "inspector.ofCharacters"
                                                            : "inspector.ofImages",
                                                    Numbers.count(v.examples())));
                });
        if (layer.bias().size() > row) {
            bias.valueProperty().set(Numbers.fixed(layer.bias().get(row), 3));
        }
        showWeights(layer, row);
        showHistory(now, row);
        weight.show(layer, cell, now);
    }

    /// Counts what the next layer reads of this unit, where that layer follows upon this one.
    private void showFanOut(Snapshot now, int row) {
        int next = run.selection().layer() + 1;
        int units = layer().mask().rows();
        boolean known =
                next < now.layers().size() && now.layers().get(next).mask().columns() % units == 0;
        fanOut.setVisible(known);
        fanOut.setManaged(known);
        if (known) {
            Mask mask = now.layers().get(next).mask();
            int[] counts = LayerPictures.fanOut(mask);
            int each = mask.columns() / units; // a channel feeds many columns
            int sum = 0;
            for (int j = row * each; j < (row + 1) * each; j++) {
                sum += counts[j];
            }
            fanOut.valueProperty().set(Numbers.count(sum));
            fanOut.suffixProperty()
                    .set(words.own().get("inspector.of", Numbers.count((long) mask.rows() * each)));
        }
    }

    private void showWeights(LayerSnapshot layer, int row) {
        if (layer.values().size() != layer.mask().activeCount()) {
            return; // no values were copied yet
        }
        double limit = LayerPictures.limit(layer);
        LayerWords names = LayerWords.of(words, run, run.selection().layer());
        WeightTiles tiles = names.tiles();
        imageTitle.setText(names.picture());
        float[] picture = new float[tiles.columns() * tiles.rows()];
        Arrays.fill(picture, Float.NaN);
        int[] bins = new int[BINS];
        for (int k = layer.mask().rowStarts()[row]; k < layer.mask().rowStarts()[row + 1]; k++) {
            float w = layer.values().get(k);
            picture[tiles.cell(layer.mask().column(k))] = w;
            int bin = (int) Math.floor((w + limit) / (2 * limit) * BINS);
            bins[Math.clamp(bin, 0, BINS - 1)]++;
        }
        image.setWeights(tiles.columns(), tiles.rows(), limit, picture);
        scale.setLimit(limit, LIMIT_DECIMALS);
        histogram.setCounts(limit, bins);
    }

    private void showHistory(Snapshot now, int row) {
        int layer = run.selection().layer();
        Object key = layer + ":" + row + ":" + now.updates();
        if (key.equals(shownKey)) {
            return;
        }
        shownKey = key;
        fanInSeries = new Series();
        for (MaskFilm.Frame frame : run.film().frames()) {
            Mask mask = frame.masks().get(layer);
            fanInSeries.append(frame.step(), mask.rowStarts()[row + 1] - mask.rowStarts()[row]);
        }
        history.setSeries(fanInSeries);
        history.refresh();
        historyTitle.setText(words.own().get("inspector.steps", Numbers.count(now.step())));
    }
}
