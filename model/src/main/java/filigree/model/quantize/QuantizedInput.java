package filigree.model.quantize;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import filigree.model.kernel.Tiles;
import filigree.model.layer.Layer;
import filigree.model.layer.Parameter;
import filigree.model.layer.PassMode;
import filigree.model.matrix.Activations;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/// Fake quantization of what a layer with weights reads.
///
/// ```
/// S = (max - min) / (2^b - 1)        z = round(-min / S)        0 is within [min, max]
/// q = clamp(round(x / S) + z, 0, 2^b - 1)        y = S (q - z)
/// dL/dx = dL/dy where round(x / S) + z is within [0, 2^b - 1], else 0
/// ```
///
/// The range follows the batches of training one step behind: [#advance] takes what passes since
/// the last one have seen. Until then nothing is rounded, so whoever trains lets one batch pass
/// first.
public final class QuantizedInput implements Layer {
    private static final float KEEPS = 0.99f; // of the moving average, at each step

    private final String name;
    private final int size;
    private final PassMode mode;
    private final float[] range = {Float.NaN, Float.NaN}; // min, max; the live statistic
    private final float[] least; // a tile of the training batch
    private final float[] most;
    private ActivationFormat format;
    private float scale = 1;
    private int zeroPoint;

    /// @param name of the layer
    /// @param size features in and out
    /// @param tiles of a training batch
    /// @param mode the network's
    public QuantizedInput(
            String name, int size, int tiles, PassMode mode, ActivationFormat format) {
        this.name = name;
        this.size = size;
        this.mode = mode;
        this.least = new float[tiles];
        this.most = new float[tiles];
        this.format = format;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int inputSize() {
        return size;
    }

    @Override
    public int outputSize() {
        return size;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    /// Takes over another format, between two steps.
    public void use(ActivationFormat next) {
        format = next;
        rescale();
    }

    /// The live range, min and max; NaN until a batch has passed. Call [#rescale] after a change.
    public float[] range() {
        return range;
    }

    /// Whether a batch has passed, so that there is a range.
    public boolean isCalibrated() {
        return !Float.isNaN(range[0]);
    }

    /// S.
    public float scale() {
        return scale;
    }

    /// z, in [0, 2^b - 1].
    public int zeroPoint() {
        return zeroPoint;
    }

    public ActivationFormat format() {
        return format;
    }

    /// Moves the range on by the batch that has passed.
    public void advance() {
        float min = 0;
        float max = 0;
        for (int t = 0; t < least.length; t++) {
            min = Math.min(min, least[t]);
            max = Math.max(max, most[t]);
        }
        if (!isCalibrated()) {
            range[0] = min;
            range[1] = max;
        } else {
            switch (format.range()) {
                case MIN_MAX -> {
                    range[0] = Math.min(range[0], min);
                    range[1] = Math.max(range[1], max);
                }
                case MOVING_AVERAGE -> {
                    range[0] = KEEPS * range[0] + (1 - KEEPS) * min;
                    range[1] = KEEPS * range[1] + (1 - KEEPS) * max;
                }
            }
        }
        rescale();
    }

    /// Computes S and z from the range.
    public void rescale() {
        scale = (range[1] - range[0]) / format.largest();
        if (!(scale > 0)) { // no range yet, or nothing but 0
            scale = 1;
        }
        zeroPoint = isCalibrated() ? (int) Math.rint(-range[0] / (double) scale) : 0;
    }

    @Override
    public void forward(Activations in, Activations out, int tile) {
        long from = tile * in.tileBytes();
        long to = tile * out.tileBytes();
        MemorySegment source = in.memory();
        MemorySegment target = out.memory();
        if (mode.isTraining()) {
            observe(in, tile);
        }
        if (!isCalibrated()) {
            MemorySegment.copy(source, from, target, to, size * Tiles.ROW_BYTES);
            return;
        }
        float s = scale;
        float low = -zeroPoint;
        float high = format.largest() - zeroPoint;
        int numbers = size * Tiles.COLUMNS;
        for (int k = 0; k < numbers; k++) {
            float v = source.get(JAVA_FLOAT, from + 4L * k) / s;
            float q = Rounding.halfEven(Math.max(low, Math.min(v, high)));
            target.set(JAVA_FLOAT, to + 4L * k, s * q);
        }
    }

    private void observe(Activations in, int tile) {
        int columns = in.columnsOf(tile);
        MemorySegment source = in.memory();
        float min = 0;
        float max = 0;
        for (int f = 0; f < size; f++) {
            long at = tile * in.tileBytes() + f * Tiles.ROW_BYTES;
            for (int c = 0; c < columns; c++) {
                float x = source.get(JAVA_FLOAT, at + 4L * c);
                min = Math.min(min, x);
                max = Math.max(max, x);
            }
        }
        least[tile] = min;
        most[tile] = max;
    }

    @Override
    public void backward(
            Activations in, Activations out, Activations dOut, Activations dIn, int tile) {
        long from = tile * in.tileBytes();
        long above = tile * dOut.tileBytes();
        long below = tile * dIn.tileBytes();
        MemorySegment source = in.memory();
        MemorySegment gradient = dOut.memory();
        MemorySegment target = dIn.memory();
        float s = scale;
        float low = isCalibrated() ? -zeroPoint - 0.5f : Float.NEGATIVE_INFINITY;
        float high = isCalibrated() ? format.largest() - zeroPoint + 0.5f : Float.POSITIVE_INFINITY;
        int numbers = size * Tiles.COLUMNS;
        for (int k = 0; k < numbers; k++) {
            float v = source.get(JAVA_FLOAT, from + 4L * k) / s;
            float g = gradient.get(JAVA_FLOAT, above + 4L * k);
            target.set(JAVA_FLOAT, below + 4L * k, v > low && v < high ? g : 0);
        }
    }

    @Override
    public String toString() {
        return name + " " + Arrays.toString(range) + " " + format;
    }
}
