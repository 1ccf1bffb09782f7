package filigree.views.control;

import filigree.views.theme.DataColor;
import java.util.OptionalInt;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;

/// How many weights each row or column has, as bars that stand in line with a heatmap.
public final class MarginBars extends Region {
    /// Which margin.
    public enum Side {
        /// Above: fan-out of each column, bars grow up.
        TOP,
        /// Right: fan-in of each row, bars grow right.
        RIGHT
    }

    private final Side side;
    private final Heatmap map;
    private final Surface surface = new Surface(this::draw).grounded();
    private final ObjectProperty<OptionalInt> selected =
            new SimpleObjectProperty<>(this, "selected", OptionalInt.empty());
    private int[] counts = {};
    private int most = 1;

    /// Follows the part of `map` that is on screen; give it the map's width or height.
    public MarginBars(Side side, Heatmap map) {
        this.side = side;
        this.map = map;
        getStyleClass().add("margin-bars");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setMouseTransparent(true);
        getChildren().add(surface);
        setPrefSize(side == Side.RIGHT ? 56 : 16, side == Side.RIGHT ? 16 : 40);
        map.viewportProperty().addListener((_, _, _) -> surface.request());
        map.orderProperty().addListener((_, _, _) -> surface.request());
        map.selectionProperty().addListener((_, _, now) -> selected.set(index(now)));
        selected.set(index(map.selectionProperty().get()));
        selected.addListener((_, _, _) -> surface.request());
    }

    private OptionalInt index(java.util.Optional<Cell> cell) {
        return cell.map(c -> OptionalInt.of(side == Side.RIGHT ? c.row() : c.column()))
                .orElse(OptionalInt.empty());
    }

    /// Shows `now[row]` or `now[column]`, copied.
    public void setCounts(int... now) {
        counts = now.clone();
        most = 1;
        for (int count : counts) {
            most = Math.max(most, count);
        }
        surface.request();
    }

    @Override
    protected void layoutChildren() {
        surface.resizeRelocate(0, 0, getWidth(), getHeight());
    }

    private void draw(Drawing d) {
        Viewport view = map.viewport();
        boolean right = side == Side.RIGHT;
        int all = right ? view.rows() : view.columns();
        if (counts.length != all || all == 0 || map.order().size() != view.rows()) {
            return;
        }
        int from = right ? view.visibleY() : view.visibleX();
        int length = right ? view.visibleHeight() : view.visibleWidth();
        if (right) {
            d.vertical(d.color(DataColor.MARGIN), 0, from, from + length);
        } else {
            d.horizontal(d.color(DataColor.MARGIN), from, from + length, d.height() - 1);
        }
        int chosen = selected.get().orElse(-1);
        for (int at = from; at < from + length; ) {
            int first = right ? view.position(at) : view.column(at);
            int next =
                    Math.max(
                            at + 1,
                            Math.min(from + length, right ? view.y(first + 1) : view.x(first + 1)));
            int end = Math.max(first + 1, right ? view.position(next) : view.column(next));
            bar(d, at, next - at, first, Math.min(end, all), chosen);
            at = next;
        }
    }

    private void bar(Drawing d, int at, int thick, int first, int end, int chosen) {
        int count = 0;
        boolean marked = false;
        for (int i = first; i < end; i++) {
            int index = side == Side.RIGHT ? map.order().row(i) : i;
            count = Math.max(count, counts[index]);
            marked |= index == chosen;
        }
        DataColor color = marked ? DataColor.ACCENT : DataColor.MARGIN;
        int gapped = thick >= Viewport.GAP_FROM ? thick - 1 : thick;
        if (side == Side.RIGHT) {
            double w = Math.rint((d.width() - 1) * count / most);
            d.fill(color, 1, at, w, gapped);
        } else {
            double h = Math.rint((d.height() - 1) * count / most);
            d.fill(color, at, d.height() - 1 - h, gapped, h);
        }
    }
}
