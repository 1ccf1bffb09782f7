package filigree.views.masks;

import filigree.model.sparsity.Mask;
import filigree.model.topology.TopologyUpdate;
import filigree.model.train.Snapshot;
import filigree.model.train.Snapshot.LayerSnapshot;
import filigree.model.train.Watch;
import filigree.views.control.ChartLine;
import filigree.views.control.ColorScale;
import filigree.views.control.Heatmap;
import filigree.views.control.Icon;
import filigree.views.control.MarginBars;
import filigree.views.control.MatrixPicture;
import filigree.views.control.Numbers;
import filigree.views.control.PlainScroll;
import filigree.views.control.RowOrder;
import filigree.views.control.Segmented;
import filigree.views.control.Series;
import filigree.views.control.SeriesChart;
import filigree.views.control.StepCursor;
import filigree.views.control.Viewport;
import filigree.views.fx.Pulse;
import filigree.views.fx.Refresh.Kind;
import filigree.views.run.LayerPictures;
import filigree.views.run.LayerPictures.Mode;
import filigree.views.run.LayerWords;
import filigree.views.run.MaskFilm;
import filigree.views.run.RunViewModel;
import filigree.views.run.RunWords;
import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Fills the places of `masks.fxml`: the whole weight matrix of one layer, zoomable to single
/// weights, with margins; all layers as thumbnails; the history of the topology as a strip of
/// frames.
public final class MasksController {
    private enum Rows {
        INDEX,
        FAN_IN
    }

    private static final double ROOM_FOR_HANDS = 700;
    private static final double ROOM_FOR_FILM = 640;
    private static final double ROOM_FOR_OVERLAP = 520;
    private static final double FIRST_ZOOM = 2; // pixels a weight: single weights can be told apart

    private final RunViewModel run;
    private final RunWords words;
    private final Heatmap map;
    private final MarginBars fanOut;
    private final MarginBars fanIn;
    private final ColorScale scale = ColorScale.signed();
    private final LayerThumbnails thumbnails;
    private final FilmStrip film;
    private final SeriesChart overlap;
    private final Series withStart = new Series();
    private final Series explored = new Series();
    private Optional<TopologyUpdate> shownUpdate = Optional.empty();
    private Object shownMask = "";
    private Object shownPicture = ""; // what the picture was made from
    private int shownLayer = -1;
    private Optional<MaskFilm.Frame> lookingAt = Optional.empty();

    @FXML private VBox view;
    @FXML private ComboBox<String> layer;
    @FXML private HBox colourPlace;
    @FXML private HBox rowsPlace;
    @FXML private Button zoomOut;
    @FXML private Label zoom;
    @FXML private Button zoomIn;
    @FXML private Button fit;
    @FXML private Label colourLabel;
    @FXML private Label rowsLabel;
    @FXML private HBox mapPlace;
    @FXML private HBox topPlace;
    @FXML private HBox legend;
    @FXML private VBox layersPlace;
    @FXML private StackPane overlapPlace;
    @FXML private VBox filmPlace;
    @FXML private Label layersTitle;
    @FXML private Label layersActive;
    @FXML private Label filmTitle;
    @FXML private Label filmNote;
    @FXML private Button backToNow;

    private final Segmented<Mode> colour;
    private final Segmented<Rows> rows;
    private final Label caption = new Label();

    /// @param cursor shared with the timeline
    public MasksController(RunViewModel run, RunWords words, StepCursor cursor) {
        this.run = run;
        this.words = words;
        this.map = new Heatmap(words.own());
        this.fanOut = new MarginBars(MarginBars.Side.TOP, map);
        this.fanIn = new MarginBars(MarginBars.Side.RIGHT, map);
        this.thumbnails = new LayerThumbnails(run, words, map);
        this.film = new FilmStrip(run, words, this::lookAt);
        this.colour =
                new Segmented<>(
                        List.of(Mode.VALUE, Mode.MASK, Mode.AGE, Mode.GRADIENT),
                        m -> words.own().get("masks.colour." + name(m)));
        this.rows =
                new Segmented<>(
                        List.of(Rows.INDEX, Rows.FAN_IN),
                        r -> words.own().get("masks.rows." + name(r)));
        this.overlap = new SeriesChart(words.own(), words.own().get("masks.overlap"), cursor);
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    @FXML
    void initialize() {
        texts();
        map.setId("masks-heatmap");
        map.setMinSize(120, 80);
        map.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        map.loupeFrameProperty().set(true);
        HBox.setHgrow(map, javafx.scene.layout.Priority.ALWAYS);
        fanOut.setMinHeight(36);
        fanOut.setPrefHeight(36);
        HBox.setHgrow(fanOut, javafx.scene.layout.Priority.ALWAYS);
        Label margins = new Label(words.own().get("masks.margins"));
        margins.getStyleClass().addAll("muted", "caption");
        margins.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
        fanIn.minWidthProperty().bind(margins.widthProperty()); // bars stand over their columns
        fanIn.prefWidthProperty().bind(margins.widthProperty());
        topPlace.getChildren().setAll(fanOut, margins);
        mapPlace.getChildren().setAll(map, fanIn);
        colour.setId("masks-colour");
        rows.setId("masks-rows");
        colour.onChange(_ -> chooseColour());
        rows.onChange(_ -> orderRows());
        colourPlace.getChildren().setAll(colour);
        rowsPlace.getChildren().setAll(rows);
        scale.setMinWidth(180);
        scale.setPrefWidth(200);
        caption.getStyleClass().addAll("muted", "note");
        caption.setMinWidth(0);
        Label hands = new Label(words.own().get("masks.hands"));
        hands.getStyleClass().addAll("muted", "note");
        hands.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
        hands.visibleProperty().bind(legend.widthProperty().greaterThan(ROOM_FOR_HANDS));
        hands.managedProperty().bind(hands.visibleProperty());
        caption.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
        legend.getChildren().setAll(scale, gap(), caption, hands);
        layersPlace.getChildren().setAll(scrolled(thumbnails));
        overlap.setLines(
                List.of(
                        ChartLine.thisRun(words.own().get("masks.withStart"), withStart),
                        ChartLine.other(words.own().get("masks.explored"), explored)));
        overlap.setUnit(" %", 1);
        overlap.setRange(0, 100);
        overlap.setLastStep(run.snapshot().steps());
        overlapPlace.getChildren().setAll(overlap);
        filmPlace.getChildren().add(film);
        showFrom(filmPlace, ROOM_FOR_FILM);
        showFrom(overlapPlace, ROOM_FOR_OVERLAP);
        for (LayerSnapshot l : run.snapshot().layers()) {
            layer.getItems().add(title(l));
        }
        layer.setId("masks-layer");
        layer.setAccessibleText(words.own().get("masks.layers"));
        layer.getSelectionModel().select(run.selection().layer());
        layer.getSelectionModel()
                .selectedIndexProperty()
                .subscribe(index -> {
                    if (index.intValue() >= 0) {
                        run.selection().layerProperty().set(index.intValue());
                    }
                });
        run.selection()
                .layerProperty()
                .subscribe(index -> layer.getSelectionModel().select(index.intValue()));
        map.selectionProperty().bindBidirectional(run.selection().cellProperty());
        map.viewportProperty().subscribe(this::showViewport);
        backToNow.setOnAction(_ -> lookAt(Optional.empty()));
        hideBack();
    }

    private static ScrollPane scrolled(LayerThumbnails all) {
        ScrollPane scroll = new PlainScroll(all);
        scroll.getStyleClass().add("thumbnail-scroll");
        scroll.setMinHeight(0);
        return scroll;
    }

    /// In a low window the matrix keeps its place and what is beside it goes.
    private void showFrom(javafx.scene.Node node, double height) {
        node.visibleProperty()
                .bind(
                        view.heightProperty()
                                .greaterThan(height)
                                .or(view.heightProperty().isEqualTo(0)));
        node.managedProperty().bind(node.visibleProperty());
    }

    private void texts() {
        colourLabel.setText(words.own().get("masks.colour"));
        rowsLabel.setText(words.own().get("masks.rows"));
        layersTitle.setText(words.own().get("masks.layers"));
        layersActive.setText(words.own().get("picture.active"));
        filmTitle.setText(words.own().get("masks.history"));
        filmNote.setText(words.own().get("masks.historyNote"));
        backToNow.setText(words.own().get("masks.backToNow"));
        fit.setText(words.own().get("masks.fit"));
        fit.setGraphic(Icon.FIT.node());
        fit.setId("masks-fit");
        fit.setOnAction(_ -> map.fit());
        zoomIn.setGraphic(Icon.PLUS.node());
        zoomIn.setAccessibleText(words.own().get("masks.zoomIn"));
        zoomIn.setOnAction(_ -> zoomBy(1));
        zoomOut.setGraphic(Icon.MINUS.node());
        zoomOut.setAccessibleText(words.own().get("masks.zoomOut"));
        zoomOut.setOnAction(_ -> zoomBy(-1));
    }

    private static javafx.scene.layout.Region gap() {
        var gap = new javafx.scene.layout.Region();
        HBox.setHgrow(gap, javafx.scene.layout.Priority.ALWAYS);
        return gap;
    }

    private static String title(LayerSnapshot l) {
        return l.shape().name() + "  " + LayerWords.arrow(l.shape());
    }

    private void zoomBy(int direction) {
        map.zoomBy(direction, map.getWidth() / 2, map.getHeight() / 2);
    }

    private void chooseColour() {
        run.watch(new Watch(true, colour.value() == Mode.GRADIENT ? layer().shape().name() : ""));
        shownMask = "";
    }

    private LayerSnapshot layer() {
        var layers = run.snapshot().layers();
        return layers.get(Math.min(run.selection().layer(), layers.size() - 1));
    }

    /// The order is chosen now and holds until asked again, so that the eye can rest.
    private void orderRows() {
        Mask mask = shown();
        map.orderProperty()
                .set(
                        rows.value() == Rows.FAN_IN
                                ? RowOrder.byCount(LayerPictures.fanIn(mask))
                                : RowOrder.byIndex(mask.rows()));
        thumbnails.setOrder(map.order());
    }

    private Mask shown() {
        int index = run.selection().layer();
        return lookingAt.map(f -> f.masks().get(index)).orElseGet(() -> layer().mask());
    }

    /// Shows a frame of the past, or the present again.
    public void lookAt(Optional<MaskFilm.Frame> frame) {
        lookingAt = frame;
        shownMask = "";
        film.choose(frame);
        frame.ifPresentOrElse(
                f -> {
                    filmNote.setText(words.own().get("masks.lookingAt", Numbers.count(f.step())));
                    backToNow.setVisible(true);
                    backToNow.setManaged(true);
                },
                this::hideBack);
    }

    private void hideBack() {
        filmNote.setText(words.own().get("masks.historyNote"));
        backToNow.setVisible(false);
        backToNow.setManaged(false);
    }

    /// Has its places refreshed by `pulse`.
    public void refreshedBy(Pulse pulse) {
        pulse.add(map, Kind.PICTURE, this::refreshMap);
        pulse.add(thumbnails, Kind.NUMBER, _ -> thumbnails.refresh());
        pulse.add(film, Kind.NUMBER, _ -> film.refresh());
        pulse.add(overlap, Kind.NUMBER, _ -> refreshCharts());
    }

    private boolean refreshMap(long nanos) {
        Snapshot now = run.snapshot();
        int index = run.selection().layer();
        boolean other = index != shownLayer;
        shownLayer = index;
        Mask mask = shown();
        boolean changed = shownMask != mask;
        boolean onlyMask = lookingAt.isPresent() || colour.value() == Mode.MASK;
        Object source = onlyMask ? mask : layer();
        boolean newer = changed || shownPicture != source;
        if (newer) {
            shownMask = mask;
            shownPicture = source;
            map.setPicture(picture(now));
            if (colour.value() == Mode.VALUE && layer().values().size() > 0) {
                scale.setLimit(LayerPictures.limit(layer()), 2);
            }
            if (other) {
                orderRows();
                comeCloser();
            }
            if (changed) {
                fanIn.setCounts(LayerPictures.fanIn(mask));
                fanOut.setCounts(LayerPictures.fanOut(mask));
            }
        }
        scale.setVisible(colour.value() == Mode.VALUE);
        Optional<TopologyUpdate> update = run.lastUpdateProperty().get();
        if (update.isPresent() && (other || !update.equals(shownUpdate)) && lookingAt.isEmpty()) {
            newer = true;
            shownUpdate = update;
            map.showChanges(LayerPictures.changes(update.get().layers().get(index)), nanos);
        }
        return map.refresh(nanos) || newer;
    }

    private MatrixPicture picture(Snapshot now) {
        return lookingAt.isPresent()
                ? LayerPictures.of(shown())
                : LayerPictures.of(layer(), colour.value(), now.step());
    }

    /// A large layer is first shown at two pixels a weight, in the middle of its columns.
    private void comeCloser() {
        Viewport all = map.viewport();
        if (all.zoom() < FIRST_ZOOM && all.width() > 0) {
            map.look(all.zoomedAt(0, 0, FIRST_ZOOM).centredOn(0, all.columns() / 2.0));
        }
    }

    private void showViewport() {
        Viewport v = map.viewport();
        zoom.setText(
                v.zoom() >= 1
                        ? "×" + Numbers.count(Math.round(v.zoom()))
                        : "×" + Numbers.fixed(v.zoom(), 2));
        caption.setText(
                words.own()
                                .get(
                                        "picture.rows",
                                        Numbers.count(v.firstRow() + 1L),
                                        Numbers.count(v.lastRow() + 1L),
                                        Numbers.count(v.rows()))
                        + words.own().get("masks.dot")
                        + words.own()
                                .get(
                                        "picture.columns",
                                        Numbers.count(v.firstColumn() + 1L),
                                        Numbers.count(v.lastColumn() + 1L),
                                        Numbers.count(v.columns())));
    }

    private boolean refreshCharts() {
        List<MaskFilm.Frame> frames = run.film().frames();
        MaskFilm.Frame start = frames.getFirst();
        long last = withStart.isEmpty() ? -1 : (long) withStart.lastX();
        for (MaskFilm.Frame frame : frames) {
            if (frame.step() > last) {
                withStart.append(frame.step(), 100 * overlapOf(start, frame));
                explored.append(frame.step(), 100 * frame.explored());
            }
        }
        overlap.setNow(run.snapshot().step());
        overlap.refresh();
        return true;
    }

    /// Share of the first masks' connections that are still there, over all layers.
    private static double overlapOf(MaskFilm.Frame start, MaskFilm.Frame frame) {
        long both = 0;
        long first = 0;
        for (int l = 0; l < start.masks().size(); l++) {
            both += start.masks().get(l).overlap(frame.masks().get(l));
            first += start.masks().get(l).activeCount();
        }
        return first == 0 ? 0 : (double) both / first;
    }
}
