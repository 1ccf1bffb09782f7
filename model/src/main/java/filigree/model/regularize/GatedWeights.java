package filigree.model.regularize;

import filigree.model.kernel.SparseRows;
import filigree.model.matrix.CsrMatrix;
import filigree.model.matrix.Reparameterization;
import filigree.model.matrix.WeightMatrix;
import filigree.model.random.RandomStreams;
import filigree.model.random.RandomStreams.Purpose;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.Arrays;
import java.util.List;

/// The weights of one layer behind hard concrete gates: `w' = w z`, a z for all weights of an input
/// (unit or channel) or one for each weight.
///
/// ```
/// dL/dw = dL/dw' z
/// dL/dlog a = (sum of dL/dw' w) dz/dlog a + (lambda / N) weights dP(z > 0)/dlog a
/// ```
final class GatedWeights implements Reparameterization {
    private static final double LARGEST = StrictMath.log(100); // of |log a|
    private static final double EDGE = 1e-6; // keeps u off 0 and 1
    private static final double SPREAD = 0.01; // of the first log a

    private final HardConcrete gates;
    private final int layer;
    private final int columns;
    private final int taps; // columns that share a gate
    private final boolean each; // whether every weight has its own
    private final CsrMatrix logA;
    private final List<Learned> learned;
    private final float[] z;
    private final double[] slopes;
    private final double[] sums;
    private final long examples;
    private double lambda;
    private double rate;

    /// @param layer index among those with weights
    /// @param each whether every weight has a gate of its own
    /// @param closed probability that a gate is closed at first, about
    /// @param examples of the training part
    /// @param lambda price of a weight, of the sum of all their losses
    /// @param rate learning rate of the gates; 0 for that of the weights
    GatedWeights(
            HardConcrete gates,
            int layer,
            LayerShape shape,
            boolean each,
            double closed,
            long examples,
            double lambda,
            double rate,
            RandomStreams random) {
        this.gates = gates;
        this.layer = layer;
        this.columns = shape.columns();
        this.taps = shape.kernelHeight() * shape.kernelWidth();
        this.each = each;
        this.examples = examples;
        this.lambda = lambda;
        this.rate = rate;
        int count = each ? Math.toIntExact(shape.size()) : shape.in();
        this.logA = new CsrMatrix(Mask.full(count, 1));
        this.learned = List.of(new Learned("gates", logA, false));
        this.z = new float[count];
        this.slopes = new double[count];
        this.sums = new double[count];
        double mean = StrictMath.log((1 - closed) / closed);
        long key = random.key(Purpose.GATES, -1, layer);
        for (int g = 0; g < count; g++) {
            logA.values()[g] = (float) (mean + SPREAD * RandomStreams.normal(key, g));
        }
        logA.publish();
        settle();
    }

    void use(double price, double ownRate) {
        lambda = price;
        rate = ownRate;
    }

    @Override
    public double ownRate() {
        return rate;
    }

    @Override
    public List<Learned> learned() {
        return learned;
    }

    @Override
    public boolean isRandom() {
        return true;
    }

    @Override
    public boolean prunes() {
        return true;
    }

    @Override
    public void draw(RandomStreams random, long step) {
        long key = random.key(Purpose.GATES, step, layer);
        float[] a = logA.values();
        for (int g = 0; g < z.length; g++) {
            double u = EDGE + (1 - 2 * EDGE) * RandomStreams.uniform(key, g);
            z[g] = (float) gates.gate(a[g], u);
            slopes[g] = gates.slope(a[g], u);
        }
    }

    @Override
    public void prepare(WeightMatrix w, boolean trained) {
        float[] a = logA.values();
        for (int g = 0; g < a.length; g++) {
            a[g] = (float) Math.clamp(a[g], -LARGEST, LARGEST);
        }
        settle();
    }

    private void settle() {
        for (int g = 0; g < z.length; g++) {
            z[g] = (float) gates.gate(logA.values()[g]);
        }
    }

    @Override
    public void forward(WeightMatrix w, float[] effective, int from, int to) {
        float[] values = w.values();
        int[] starts = w.stored().starts;
        SparseRows stored = w.stored();
        for (int i = from; i < to; i++) {
            for (int k = starts[i]; k < starts[i + 1]; k++) {
                effective[k] = values[k] * z[gate(i, stored.column(k))];
            }
        }
    }

    /// Rows share gates, so all is done in [#reduce].
    @Override
    public void backward(WeightMatrix w, int from, int to) {}

    @Override
    public void reduce(WeightMatrix w) {
        float[] values = w.values();
        float[] gradients = w.gradients();
        Mask mask = w.mask();
        Arrays.fill(sums, 0);
        for (int i = 0; i < mask.rows(); i++) {
            for (int n = mask.rowStarts()[i]; n < mask.rowStarts()[i + 1]; n++) {
                int k = w.position(i, n);
                sums[gate(i, mask.column(n))] += (double) gradients[k] * values[k];
            }
        }
        int[] starts = w.stored().starts;
        SparseRows stored = w.stored();
        for (int i = 0; i < mask.rows(); i++) {
            for (int k = starts[i]; k < starts[i + 1]; k++) {
                gradients[k] *= z[gate(i, stored.column(k))];
            }
        }
        double price = lambda / examples * (each ? 1 : mask.rows() * taps);
        float[] a = logA.values();
        float[] g = logA.gradients();
        for (int n = 0; n < g.length; n++) {
            g[n] = (float) (sums[n] * slopes[n] + price * gates.openSlope(a[n]));
        }
    }

    private int gate(int row, int column) {
        return each ? row * columns + column : column / taps;
    }
}
