package filigree.model.quantize;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import filigree.model.kernel.IntegerRows;
import filigree.model.kernel.Kernels;
import java.lang.foreign.MemorySegment;
import java.util.stream.IntStream;

/// An [IntegerProduct] of a linear layer, and the ReLU behind it, for one example. Says the same
/// bit for bit.
///
/// What does not depend on the example is added up beforehand, in 64 bits, where no sum of it is
/// too large: the zero point of what is read, the bias, and half a step for rounding.
///
/// ```
/// sum of w (q - z) = sum of w q - z (sum of w)        round(M a + b) = (whole a + offset) >> shift
/// ```
final class IntegerColumn {
    private final IntegerProduct product;
    private final Kernels kernels;
    private final IntegerRows weights; // none in rows that finish in floats
    private final MemorySegment input;
    private final int[] sums;
    private final int[] zeros; // z (sum of w), by row
    private final int[] wholes;
    private final long[] offsets;
    private final byte[] shifts;
    private final int[] real; // rows that finish in floats
    private final byte[] codes;
    private final InputCodes writes;
    private final int least; // a code

    /// @param relu whether nothing below 0 is written
    IntegerColumn(IntegerProduct product, boolean relu, Kernels kernels) {
        int rows = product.outputSize();
        this.product = product;
        this.kernels = kernels;
        this.writes = product.writes();
        this.least = relu ? writes.zeroPoint() : 0;
        this.weights = product.integerRows();
        this.input = IntegerRows.column(product.inputSize());
        this.sums = new int[rows];
        this.zeros = new int[rows];
        this.wholes = new int[rows];
        this.offsets = new long[rows];
        this.shifts = new byte[rows];
        this.codes = new byte[rows];
        this.real = IntStream.range(0, rows).filter(product::isReal).toArray();
        for (int i = 0; i < rows; i++) {
            if (!product.isReal(i)) {
                Multiplier m = product.multiplier(i);
                zeros[i] = product.zero(i);
                wholes[i] = m.whole();
                shifts[i] = (byte) m.shift();
                offsets[i] =
                        product.bias(i) + (1L << (m.shift() - 1)) - (long) m.whole() * zeros[i];
            }
        }
    }

    /// Computes the next layer's codes.
    ///
    /// @param in one code a column
    /// @return `[rows]`, overwritten by the next call
    byte[] run(byte[] in) {
        multiply(in);
        rescale();
        for (int i : real) {
            long steps = (long) Math.rint(product.score(in, i) / writes.scale());
            codes[i] = (byte) Math.max(least, writes.clamp(steps));
        }
        return codes;
    }

    private void rescale() {
        long zero = writes.zeroPoint();
        long low = least - zero;
        long high = writes.largest() - zero;
        for (int i = 0; i < sums.length; i++) {
            long steps = (sums[i] * (long) wholes[i] + offsets[i]) >> shifts[i];
            codes[i] = (byte) (Math.max(low, Math.min(steps, high)) + zero);
        }
    }

    /// Computes the same as real numbers.
    void scores(byte[] in, float[] scores) {
        multiply(in);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = product.score(sums[i] - zeros[i], i);
        }
        for (int i : real) {
            scores[i] = (float) product.score(in, i);
        }
    }

    private void multiply(byte[] in) {
        MemorySegment.copy(in, 0, input, JAVA_BYTE, 0, in.length);
        kernels.multiplyIntegers(weights, input, sums);
    }
}
