package filigree.model.quantize;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import filigree.model.kernel.Tiles;
import filigree.model.matrix.Activations;

/// What whole numbers of activations mean: `x = scale (q - zeroPoint)`, q from 0 to `largest`.
record InputCodes(float scale, int zeroPoint, int largest) {
    /// Where nothing is rounded.
    static final InputCodes NONE = new InputCodes(1, 0, 0);

    static InputCodes of(QuantizedInput input) {
        return new InputCodes(input.scale(), input.zeroPoint(), input.format().largest());
    }

    /// Returns one tile in whole numbers.
    byte[] encode(Activations in, int tile) {
        byte[] codes = new byte[in.features() * Tiles.COLUMNS];
        long from = tile * in.tileBytes();
        for (int k = 0; k < codes.length; k++) {
            float v = in.memory().get(JAVA_FLOAT, from + 4L * k) / scale;
            codes[k] = (byte) clamp((long) Math.rint(Math.clamp((double) v, -1e6, 1e6)));
        }
        return codes;
    }

    /// The whole number for `steps` steps above 0.
    int clamp(long steps) {
        return (int) Math.clamp(steps + zeroPoint, 0L, (long) largest);
    }
}
