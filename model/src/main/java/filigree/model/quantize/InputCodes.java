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
            codes[k] = (byte) code(in.memory().get(JAVA_FLOAT, from + 4L * k));
        }
        return codes;
    }

    /// One example in whole numbers.
    void encode(float[] example, byte[] codes) {
        for (int k = 0; k < codes.length; k++) {
            codes[k] = (byte) code(example[k]);
        }
    }

    /// The nearest, halves to the even one; what is not a number counts as 0.
    private int code(float x) {
        float steps = Math.clamp(x / scale, -1e6f, 1e6f);
        return Math.clamp((int) Rounding.halfEven(steps) + zeroPoint, 0, largest);
    }

    /// The whole number for `steps` steps above 0.
    int clamp(long steps) {
        return (int) Math.clamp(steps + zeroPoint, 0L, (long) largest);
    }
}
