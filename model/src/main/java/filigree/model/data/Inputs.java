package filigree.model.data;

import filigree.model.kernel.ByteRows;
import filigree.model.kernel.KernelProvider;
import filigree.model.kernel.Kernels;
import filigree.model.kernel.Tiles;
import filigree.model.matrix.Activations;

/// What a network reads for each item: pixels normalised by channel, numbers by column, or a
/// token's number as it is.
///
/// Everything is measured on the training part, and nothing else. Immutable, for any thread.
///
/// Source: Y. LeCun, L. Bottou, G. Orr, K.-R. Müller 1998, "Efficient BackProp", section 4.3.
public final class Inputs {
    private static final Kernels KERNELS = KernelProvider.best(); // all of them give the same
    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    /// What a thread needs for a tile, so that no step allocates it.
    private static final class Scratch {
        final ByteRows rows = new ByteRows();
        final float[] row = new float[Tiles.COLUMNS];
        final int[] right = new int[Tiles.COLUMNS];
        final int[] down = new int[Tiles.COLUMNS];
        final boolean[] mirrored = new boolean[Tiles.COLUMNS];
    }

    private final ImageShape shape;
    private final float[] table; // of bytes: [channel][256]
    private final float[] shift; // of numbers: one a feature, subtracted
    private final float[] scale; // of numbers: one a feature, multiplied after that

    private Inputs(ImageShape shape, float[] table, float[] shift, float[] scale) {
        this.shape = shape;
        this.table = table;
        this.shift = shift;
        this.scale = scale;
    }

    /// Measures the training part.
    ///
    /// @throws IllegalArgumentException if it is empty
    public static Inputs of(Normalisation.Input input, DatasetPart training) {
        ImageShape shape = training.dataset().shape();
        if (training.dataset().vocabulary().isPresent()) {
            return new Inputs(shape, new float[0], new float[0], new float[0]);
        }
        if (training.dataset().numbers().length > 0) {
            var shift = new float[shape.features()];
            var scale = new float[shape.features()];
            for (int f = 0; f < shape.features(); f++) {
                var column = ColumnScale.of(input, training, f);
                shift[f] = column.shift();
                scale[f] = column.scale();
            }
            return new Inputs(shape, new float[0], shift, scale);
        }
        var table = new float[256 * shape.channels()];
        for (int c = 0; c < shape.channels(); c++) {
            float[] one = Normalisation.of(input, training, c).table();
            System.arraycopy(one, 0, table, 256 * c, 256);
        }
        return new Inputs(shape, table, new float[0], new float[0]);
    }

    /// Fills one tile of a network's input.
    ///
    /// @param to `[features, columns]`
    /// @param from of the same shape as what was measured
    /// @param items which one each column shows; an image is one
    public void fill(Activations to, int tile, Dataset from, int[] items) {
        if (from.isText()) {
            fillTokens(to, tile, from, items);
            return;
        }
        int first = tile * Tiles.COLUMNS;
        int count = to.columnsOf(tile);
        int features = shape.features();
        Scratch own = SCRATCH.get();
        if (table.length > 0) {
            ByteRows rows = own.rows.set(from.pixels(), features, items, first, count);
            int plane = shape.height() * shape.width();
            for (int channel = 0; channel < shape.channels(); channel++) {
                int at = channel * plane;
                KERNELS.lookUp(
                        rows,
                        at,
                        at + plane,
                        table,
                        256 * channel,
                        to.memory(),
                        tile * to.tileBytes());
            }
            return;
        }
        float[] numbers = from.numbers();
        for (int f = 0; f < features; f++) {
            for (int c = 0; c < count; c++) {
                int at = items[first + c] * features + f;
                own.row[c] = (numbers[at] - shift[f]) * scale[f];
            }
            to.setRow(tile, f, own.row);
        }
    }

    private static void fillTokens(Activations to, int tile, Dataset from, int[] items) {
        int first = tile * Tiles.COLUMNS;
        for (int c = first; c < first + to.columnsOf(tile); c++) {
            to.set(0, c, from.token(items[c]));
        }
    }

    /// Fills one tile with images that are changed, as only training sees them.
    ///
    /// @param to `[features, columns]`
    /// @param from pixels of the same shape as what was measured
    /// @param examples which example each column shows
    /// @param augmentation how they are changed
    /// @param key of seed and epoch
    public void fill(
            Activations to,
            int tile,
            Dataset from,
            int[] examples,
            Augmentation augmentation,
            long key) {
        if (augmentation.changesNothing()) {
            fill(to, tile, from, examples);
            return;
        }
        int first = tile * Tiles.COLUMNS;
        int count = to.columnsOf(tile);
        Scratch own = SCRATCH.get();
        int[] right = own.right;
        int[] down = own.down;
        boolean[] mirrored = own.mirrored;
        for (int c = 0; c < count; c++) {
            right[c] = augmentation.right(key, examples[first + c]);
            down[c] = augmentation.down(key, examples[first + c]);
            mirrored[c] = augmentation.mirrors(key, examples[first + c]);
        }
        byte[] pixels = from.pixels();
        float[] row = own.row;
        int f = 0;
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++, f++) {
                    for (int c = 0; c < count; c++) {
                        int h = y - down[c];
                        int w = x - right[c];
                        int value = 0;
                        if (h >= 0 && h < shape.height() && w >= 0 && w < shape.width()) {
                            int source = mirrored[c] ? shape.width() - 1 - w : w;
                            int plane = channel * shape.height() + h;
                            int at = examples[first + c] * shape.features();
                            value = pixels[at + plane * shape.width() + source] & 0xff;
                        }
                        row[c] = table[256 * channel + value];
                    }
                    to.setRow(tile, f, row);
                }
            }
        }
    }
}
