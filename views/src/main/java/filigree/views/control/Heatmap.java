package filigree.views.control;

import filigree.model.text.Texts;
import filigree.views.theme.DataColor;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;

/// A whole weight matrix as pixels, rows downward, with what just changed on top.
///
/// Data comes as a [MatrixPicture]; a change of weights is a new picture. Marks of the last update
/// fade within a second when [#refresh] is called with the time, or stay while [#holdProperty].
public final class Heatmap extends Region {
    private final Texts texts;
    private final HeatmapPixels pixels = new HeatmapPixels();
    private final Surface overlay = new Surface(this::drawOverlay);
    private final Redraw redraw = new Redraw(this::draw, pixels.view());

    private final ObjectProperty<MatrixPicture> picture =
            new SimpleObjectProperty<>(this, "picture", MatrixPicture.empty(0, 0));
    private final ObjectProperty<RowOrder> order =
            new SimpleObjectProperty<>(this, "order", RowOrder.byIndex(0));
    private final ReadOnlyObjectWrapper<Viewport> viewport =
            new ReadOnlyObjectWrapper<>(this, "viewport", Viewport.fit(0, 0, 0, 0));
    private final ObjectProperty<Optional<Cell>> selection =
            new SimpleObjectProperty<>(this, "selection", Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Cell>> pointed =
            new ReadOnlyObjectWrapper<>(this, "pointed", Optional.empty());
    private final BooleanProperty hold = new SimpleBooleanProperty(this, "hold", false);
    private final BooleanProperty loupeFrame = new SimpleBooleanProperty(this, "loupeFrame", false);
    private boolean fitted = true;

    public Heatmap(Texts texts) {
        this.texts = texts;
        getStyleClass().add("heatmap");
        setFocusTraversable(true);
        setMinSize(16, 16);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        overlay.setMouseTransparent(true);
        overlay.ground(this);
        getChildren().addAll(redraw, overlay);
        new HeatmapHands(this).listen();
        picture.addListener((_, _, now) -> pictureChanged(now));
        order.addListener((_, _, _) -> redrawAll());
        hold.addListener((_, _, _) -> redraw.request());
        loupeFrame.addListener((_, _, _) -> overlay.request());
        overlay.colorsProperty().addListener((_, _, _) -> redrawAll());
        viewport.addListener((_, _, _) -> redrawAll());
        selection.addListener((_, _, _) -> selectionChanged());
        focusedProperty().addListener((_, _, _) -> overlay.request());
        describe();
    }

    /// The matrix to show; a new size fits it and forgets selection, changes and order.
    public ObjectProperty<MatrixPicture> pictureProperty() {
        return picture;
    }

    public void setPicture(MatrixPicture now) {
        picture.set(now);
    }

    /// The order rows are shown in; it must have as many rows as the picture.
    public ObjectProperty<RowOrder> orderProperty() {
        return order;
    }

    public RowOrder order() {
        return order.get();
    }

    /// What part is on screen, for margins, thumbnails and captions.
    public ReadOnlyObjectProperty<Viewport> viewportProperty() {
        return viewport.getReadOnlyProperty();
    }

    public Viewport viewport() {
        return viewport.get();
    }

    /// The selected weight, whose row is the selected neuron.
    public ObjectProperty<Optional<Cell>> selectionProperty() {
        return selection;
    }

    /// The weight under the pointer.
    public ReadOnlyObjectProperty<Optional<Cell>> pointedProperty() {
        return pointed.getReadOnlyProperty();
    }

    /// Whether marks of the last update stay until the next one.
    public BooleanProperty holdProperty() {
        return hold;
    }

    /// Whether the part a [Loupe] shows is framed around the selected weight.
    public BooleanProperty loupeFrameProperty() {
        return loupeFrame;
    }

    /// Marks what an update changed, from `nanos` on; replaces the marks before.
    public void showChanges(CellChanges changes, long nanos) {
        pixels.mark(changes, nanos);
        redraw.request();
    }

    /// Lets marks fade: call at each pulse that is due; costs nothing when none are left.
    ///
    /// @return whether any faded
    public boolean refresh(long nanos) {
        boolean fades = pixels.fade(nanos) && !hold.get();
        if (fades) {
            redraw.request();
        }
        return fades;
    }

    /// Shows the whole matrix as large as fits, and keeps to that when resized.
    public void fit() {
        fitted = true;
        MatrixPicture now = picture.get();
        viewport.set(Viewport.fit(now.rows(), now.columns(), pixelWidth(), pixelHeight()));
    }

    /// Shows another part or size.
    public void look(Viewport view) {
        fitted = false;
        viewport.set(view);
    }

    /// Zooms one step in (1) or out (-1), keeping what is at `x`, `y`.
    public void zoomBy(int direction, double x, double y) {
        double next = viewport().nextZoom(direction);
        if (next != viewport().zoom()) {
            look(viewport().zoomedAt(x, y, next));
        }
    }

    /// Returns the weight drawn at a point of this control.
    public Optional<Cell> cellAt(double x, double y) {
        Viewport view = viewport();
        return order.get().size() == view.rows() && view.holds(x, y)
                ? Optional.of(new Cell(order.get().row(view.position(y)), view.column(x)))
                : Optional.empty();
    }

    public void select(Cell cell) {
        selection.set(Optional.of(cell));
    }

    void clearSelection() {
        selection.set(Optional.empty());
    }

    void hoverAt(double x, double y) {
        pointed.set(cellAt(x, y));
    }

    /// Moves the selected weight by rows on screen and columns; the first arrow selects the middle.
    void moveSelection(int rowsDown, int columnsRight) {
        Viewport view = viewport();
        if (view.rows() == 0 || view.columns() == 0 || order.get().size() != view.rows()) {
            return;
        }
        int position =
                selection
                        .get()
                        .map(c -> order.get().position(c.row()) + rowsDown)
                        .orElse((view.firstRow() + view.lastRow()) / 2);
        int column =
                selection
                        .get()
                        .map(c -> c.column() + columnsRight)
                        .orElse((view.firstColumn() + view.lastColumn()) / 2);
        int p = Math.clamp(position, 0, view.rows() - 1);
        int c = Math.clamp(column, 0, view.columns() - 1);
        select(new Cell(order.get().row(p), c));
        Viewport moved = view.showing(p, c);
        if (!moved.equals(view)) {
            look(moved);
        }
    }

    private void pictureChanged(MatrixPicture now) {
        Viewport view = viewport();
        if (now.rows() != view.rows() || now.columns() != view.columns()) {
            selection.set(Optional.empty());
            pixels.mark(CellChanges.none(), 0);
            fit();
        }
        if (order.get().size() != now.rows()) {
            order.set(RowOrder.byIndex(now.rows()));
        }
        redrawAll();
    }

    private void selectionChanged() {
        overlay.request();
        describe();
    }

    private void describe() {
        Viewport view = viewport();
        String size =
                texts.get(
                        "picture.matrix", Digits.whole(view.rows()), Digits.whole(view.columns()));
        setAccessibleText(
                selection
                        .get()
                        .map(c ->
                                texts.get(
                                        "picture.selected",
                                        size,
                                        Digits.whole(c.row()),
                                        Digits.whole(c.column())))
                        .orElse(size));
    }

    private void redrawAll() {
        pixels.invalidate();
        redraw.request();
        overlay.request();
        describe();
    }

    private int pixelWidth() {
        return Math.max(0, (int) Math.floor(getWidth()));
    }

    private int pixelHeight() {
        return Math.max(0, (int) Math.floor(getHeight()));
    }

    @Override
    protected void layoutChildren() {
        redraw.resizeRelocate(0, 0, getWidth(), getHeight());
        overlay.resizeRelocate(0, 0, getWidth(), getHeight());
        Viewport view = viewport();
        if (view.width() != pixelWidth() || view.height() != pixelHeight()) {
            if (fitted) {
                fit();
            } else {
                viewport.set(view.resized(pixelWidth(), pixelHeight()));
            }
        }
    }

    @Override
    protected double computePrefWidth(double height) {
        return Math.max(16, picture.get().columns());
    }

    @Override
    protected double computePrefHeight(double width) {
        return Math.max(16, picture.get().rows());
    }

    private void draw() {
        pixels.draw(picture.get(), order.get(), viewport(), overlay.colors(), hold.get());
    }

    private void drawOverlay(Drawing d) {
        Viewport view = viewport();
        selection.get().ifPresent(cell -> drawSelection(d, view, cell));
        if (isFocused()) {
            d.g().setStroke(d.color(DataColor.FOCUS));
            d.g().setLineWidth(2);
            d.g().strokeRect(1, 1, d.width() - 2, d.height() - 2);
        }
    }

    private void drawSelection(Drawing d, Viewport view, Cell cell) {
        boolean known = order.get().size() == view.rows();
        if (!known || cell.row() >= view.rows() || cell.column() >= view.columns()) {
            return;
        }
        int position = order.get().position(cell.row());
        HeatmapMarks.carets(d, view, position);
        if (loupeFrame.get()) {
            HeatmapMarks.frame(d, view, Loupe.area(view, position, cell.column()));
        }
        if (view.zoom() >= Viewport.GAP_FROM) {
            HeatmapMarks.cell(d, view, position, cell.column());
        }
    }
}
