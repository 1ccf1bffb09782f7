package filigree.model.layer;

import filigree.model.kernel.Tiles;
import filigree.model.matrix.Activations;
import filigree.model.matrix.CsrMatrix;
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
        this.table =
                new Parameter(
                        LayerShape.linear(name, vocabulary, size),
                        new CsrMatrix(Mask.full(vocabulary, size)),
                        false);
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
