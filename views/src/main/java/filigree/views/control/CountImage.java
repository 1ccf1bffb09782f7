package filigree.views.control;

import filigree.views.theme.DataColors;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import javafx.scene.text.TextAlignment;

/// A count for each pixel of the input, as brightness, with its scale at the right.
public final class CountImage extends Region {
    private static final int BAR_GAP = 10;
    private static final int BAR = 6;
    private static final int LABELS = 24;

    private final ImagePixels pixels = new ImagePixels();
    private final Surface surface = new Surface(this::drawScale).grounded();
    private final Redraw redraw = new Redraw(this::draw, pixels.view());
    private int columns = 28;
    private int rows = 28;
    private int[] counts = new int[28 * 28];
    private int most = 1;

    public CountImage() {
        getStyleClass().add("count-image");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setPrefSize(140 + BAR_GAP + BAR + LABELS, 140);
        setMinSize(28 + BAR_GAP + BAR + LABELS, 28);
        getChildren().addAll(surface, redraw);
        surface.colorsProperty().addListener((_, _, _) -> redraw.request());
    }

    /// Shows `image` of `columns` x `rows`, row by row, copied.
    public void setCounts(int columns, int rows, int... image) {
        if (image.length != columns * rows) {
            throw new IllegalArgumentException(
                    image.length + " counts for " + columns + " x " + rows);
        }
        this.columns = columns;
        this.rows = rows;
        counts = image.clone();
        most = 1;
        for (int count : counts) {
            most = Math.max(most, count);
        }
        redraw.request();
        surface.request();
    }

    private int block() {
        return ImagePixels.block(getWidth() - BAR_GAP - BAR - LABELS, getHeight(), columns, rows);
    }

    @Override
    protected void layoutChildren() {
        surface.resizeRelocate(0, 0, getWidth(), getHeight());
        redraw.resizeRelocate(0, 0, getWidth(), getHeight());
    }

    private void draw() {
        int[] cells = new int[counts.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = surface.colors().magnitude().argb((double) counts[i] / most);
        }
        pixels.draw(columns, rows, block(), cells, surface.colors());
    }

    private void drawScale(Drawing d) {
        double x = columns * block() + BAR_GAP;
        double height = rows * block();
        for (int y = 0; y < height; y++) {
            int argb = d.colors().magnitude().argb(1 - y / Math.max(1, height - 1));
            d.fill(DataColors.color(argb), x, y, BAR, 1);
        }
        var muted = d.color(filigree.views.theme.DataColor.MUTED);
        double size = Axes.TICK_SIZE;
        double half = size * d.scale() / 2 + 1;
        double text = x + BAR + 5;
        d.text(muted, size, Digits.whole(most), text, half, TextAlignment.LEFT);
        d.text(muted, size, "0", text, height - half, TextAlignment.LEFT);
    }
}
