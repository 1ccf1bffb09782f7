package filigree.views.control;

import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;

/// One neuron's incoming weights where they lie on the input image, by sign and size.
public final class WeightImage extends Region {
    private final ImagePixels pixels = new ImagePixels();
    private final Surface surface = new Surface(_ -> {});
    private final Redraw redraw = new Redraw(this::draw, pixels.view());
    private int columns = 28;
    private int rows = 28;
    private float[] weights = new float[28 * 28];
    private double limit = 1;

    public WeightImage() {
        getStyleClass().add("weight-image");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setPrefSize(224, 224);
        setMinSize(28, 28);
        getChildren().addAll(surface, redraw);
        surface.ground(this);
        surface.colorsProperty().addListener((_, _, _) -> redraw.request());
    }

    /// Shows `image` of `columns` x `rows`, row by row, copied; a pruned weight is NaN.
    ///
    /// @param limit the size at the ends of the colour scale, over 0
    public void setWeights(int columns, int rows, double limit, float... image) {
        if (image.length != columns * rows) {
            throw new IllegalArgumentException(
                    image.length + " weights for " + columns + " x " + rows);
        }
        this.columns = columns;
        this.rows = rows;
        this.limit = limit;
        weights = image.clone();
        redraw.request();
    }

    @Override
    protected void layoutChildren() {
        surface.resizeRelocate(0, 0, getWidth(), getHeight());
        redraw.resizeRelocate(0, 0, getWidth(), getHeight());
    }

    private void draw() {
        int block = ImagePixels.block(getWidth(), getHeight(), columns, rows);
        int[] cells = new int[weights.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] =
                    Float.isNaN(weights[i])
                            ? 0
                            : surface.colors().signed().symmetric(weights[i], limit);
        }
        pixels.draw(columns, rows, block, cells, surface.colors());
        pixels.view()
                .relocate(
                        Math.floor((getWidth() - columns * block) / 2),
                        Math.floor((getHeight() - rows * block) / 2));
    }
}
