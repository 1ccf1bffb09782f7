package filigree.model.layer;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import filigree.model.kernel.Tiles;
import filigree.model.matrix.Activations;
import filigree.model.random.RandomStreams;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Adds one learned vector a place in the sequence, so that attention can tell places apart.
///
/// ```
/// y(f, c) = x(f, c) + table(position(c), f)
/// ```
///
/// The table is `[length, size]` and never pruned.
public final class PositionEmbedding implements LearnedLayer {
    private final String name;
    private final Sequences sequences;
    private final Parameter table;

    /// All vectors 0.
    ///
    /// @param size features in and out
    public PositionEmbedding(String name, Sequences sequences, int size) {
        this.name = name;
        this.sequences = sequences;
        this.table = Embedding.table(name, sequences.length(), size);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int inputSize() {
        return table.shape().columns();
    }

    @Override
    public int outputSize() {
        return inputSize();
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(table);
    }

    @Override
    public void initialise(RandomStreams random, int index) {
        Embedding.draw(table, random, index);
    }

    @Override
    public boolean worksInPlace() {
        return true;
    }

    @Override
    public void forward(Activations in, Activations out, int tile) {
        float[] vectors = table.matrix().values();
        int size = inputSize();
        MemorySegment x = in.memory();
        MemorySegment y = out.memory();
        for (int f = 0; f < size; f++) {
            long xAt = tile * in.tileBytes() + f * Tiles.ROW_BYTES;
            long yAt = tile * out.tileBytes() + f * Tiles.ROW_BYTES;
            for (int c = 0; c < Tiles.COLUMNS; c++) {
                float shift = vectors[sequences.position(c) * size + f];
                y.set(JAVA_FLOAT, yAt + c * 4L, x.get(JAVA_FLOAT, xAt + c * 4L) + shift);
            }
        }
    }

    @Override
    public void backward(
            Activations in, Activations out, Activations dOut, Activations dIn, int tile) {
        if (dOut != dIn) {
            long bytes = dOut.tileBytes();
            MemorySegment.copy(dOut.memory(), tile * bytes, dIn.memory(), tile * bytes, bytes);
        }
    }

    /// Rows of the table: places.
    @Override
    public int gradientRows() {
        return sequences.length();
    }

    @Override
    public void gradient(Activations in, Activations dOut, int from, int to) {
        float[] gradients = table.matrix().gradients();
        int size = inputSize();
        for (int place = from; place < to; place++) {
            for (int f = 0; f < size; f++) {
                float sum = 0;
                for (int c = place; c < dOut.columns(); c += sequences.length()) {
                    sum += dOut.get(f, c);
                }
                gradients[place * size + f] = sum;
            }
        }
    }
}
