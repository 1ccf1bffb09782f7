package filigree.model.layer;

import filigree.model.kernel.Tiles;
import filigree.model.matrix.Activations;
import filigree.model.matrix.CsrMatrix;
import filigree.model.random.RandomStreams;
import filigree.model.random.RandomStreams.Purpose;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.Arrays;
import java.util.List;

/// A table with one learned vector a token: each column's token becomes its vector.
///
/// The input is `[1, columns]`: the token's number, a whole one in [0, vocabulary), as a float, so
/// a vocabulary may have 2^24 tokens. The table is `[vocabulary, outputSize]` and never pruned.
public final class Embedding implements LearnedLayer {
    private static final int LARGEST_VOCABULARY = 1 << 24; // whole numbers that f32 tells apart

    private static final double DEVIATION = 0.02;

    private final String name;
    private final Parameter table;

    /// All vectors 0.
    ///
    /// @param vocabulary how many tokens there are, at most 2^24
    /// @param size numbers in a vector
    public Embedding(String name, int vocabulary, int size) {
        if (vocabulary < 1 || vocabulary > LARGEST_VOCABULARY) {
            throw new IllegalArgumentException(name + " has " + vocabulary + " tokens");
        }
        this.name = name;
        this.table = table(name, vocabulary, size);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int inputSize() {
        return 1;
    }

    @Override
    public int outputSize() {
        return table.shape().columns();
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(table);
    }

    @Override
    public void initialise(RandomStreams random, int index) {
        draw(table, random, index);
    }

    @Override
    public void forward(Activations in, Activations out, int tile) {
        float[] vectors = table.matrix().values();
        int size = outputSize();
        int first = tile * Tiles.COLUMNS;
        int count = out.columnsOf(tile);
        for (int c = first; c < first + Tiles.COLUMNS; c++) {
            boolean padding = c >= first + count;
            int at = padding ? 0 : token(in, c) * size;
            for (int f = 0; f < size; f++) {
                out.set(f, c, padding ? 0 : vectors[at + f]);
            }
        }
    }

    /// Writes 0: a token has no neighbours to move to.
    @Override
    public void backward(
            Activations in, Activations out, Activations dOut, Activations dIn, int tile) {
        int first = tile * Tiles.COLUMNS;
        for (int c = first; c < first + Tiles.COLUMNS; c++) {
            dIn.set(0, c, 0);
        }
    }

    /// Rows of the table: tokens.
    @Override
    public int gradientRows() {
        return table.shape().rows();
    }

    /// A token's gradient is the sum over the columns that show it, from left to right.
    @Override
    public void gradient(Activations in, Activations dOut, int from, int to) {
        float[] gradients = table.matrix().gradients();
        int size = outputSize();
        Arrays.fill(gradients, from * size, to * size, 0);
        for (int c = 0; c < in.columns(); c++) {
            int token = token(in, c);
            if (token >= from && token < to) {
                for (int f = 0; f < size; f++) {
                    gradients[token * size + f] += dOut.get(f, c);
                }
            }
        }
    }

    /// A table of vectors, all 0, never pruned.
    static Parameter table(String name, int rows, int size) {
        return new Parameter(
                LayerShape.linear(name, rows, size), new CsrMatrix(Mask.full(rows, size)), false);
    }

    /// Fills a table from N(0, 0.02^2), as GPT-2 does (Radford et al. 2019).
    ///
    /// @param index of the layer among the learned ones
    static void draw(Parameter table, RandomStreams random, int index) {
        float[] values = table.matrix().values();
        long key = random.key(Purpose.INITIAL_WEIGHTS, 0, -1 - index); // prunable ones: from 0 up
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) (DEVIATION * RandomStreams.normal(key, k));
        }
        table.matrix().publish(0, values.length);
    }

    private int token(Activations in, int column) {
        float number = in.get(0, column);
        int token = (int) number;
        if (token != number || token < 0 || token >= gradientRows()) {
            throw new IllegalArgumentException(
                    "%s: column %d shows token %s of %d"
                            .formatted(name, column, number, gradientRows()));
        }
        return token;
    }
}
