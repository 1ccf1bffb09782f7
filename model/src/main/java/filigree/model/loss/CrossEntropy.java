package filigree.model.loss;

import filigree.model.kernel.Kernels;
import filigree.model.kernel.Tiles;
import filigree.model.matrix.Activations;
import filigree.model.method.MethodType;

/// Softmax cross-entropy, the mean over the batch, in nats.
///
/// ```
/// L = -1/N sum_c log p(label(c), c)      p = softmax(z)      dL/dz = (p - onehot) / N
/// ```
public record CrossEntropy() implements Loss {
    /// Below this a probability counts as this: the loss of one example is at most 69.
    private static final float SMALLEST = 1e-30f;

    public static final MethodType<CrossEntropy> TYPE =
            MethodType.<CrossEntropy>of("cross-entropy", "PyTorch CrossEntropyLoss, mean")
                    .build(_ -> new CrossEntropy());

    @Override
    public MethodType<CrossEntropy> type() {
        return TYPE;
    }

    @Override
    public void evaluate(
            Kernels kernels, Activations z, int[] labels, Activations dz, Totals totals, int tile) {
        probabilities(kernels, z, dz, tile);
        int classes = z.features();
        float scale = 1f / z.columns();
        double loss = 0;
        int right = 0;
        int from = tile * Tiles.COLUMNS;
        int to = from + z.columnsOf(tile);
        for (int c = from; c < to; c++) {
            int label = labels[c];
            loss += lossOf(dz.get(label, c));
            right += isLargest(dz, label, c) ? 1 : 0;
            for (int i = 0; i < classes; i++) {
                dz.set(i, c, (dz.get(i, c) - (i == label ? 1 : 0)) * scale);
            }
        }
        for (int c = to; c < from + Tiles.COLUMNS; c++) {
            for (int i = 0; i < classes; i++) {
                dz.set(i, c, 0);
            }
        }
        totals.set(tile, loss, right);
    }

    @Override
    public void perColumn(
            Kernels kernels,
            Activations z,
            int[] labels,
            Activations work,
            double[] losses,
            int tile,
            int columns) {
        probabilities(kernels, z, work, tile);
        int from = tile * Tiles.COLUMNS;
        for (int c = from; c < from + columns; c++) {
            losses[c] = lossOf(work.get(labels[c], c));
        }
    }

    private static void probabilities(Kernels kernels, Activations z, Activations p, int tile) {
        kernels.softmax(
                z.features(), z.memory(), tile * z.tileBytes(), p.memory(), tile * p.tileBytes());
    }

    private static double lossOf(float probability) {
        // NaN passes through: a loss that is no number must show
        return -StrictMath.log(probability < SMALLEST ? SMALLEST : probability);
    }

    /// Ties go to the class of lower number.
    private static boolean isLargest(Activations p, int label, int c) {
        float own = p.get(label, c);
        for (int i = 0; i < p.features(); i++) {
            float other = p.get(i, c);
            if (other > own || (other == own && i < label)) {
                return false;
            }
        }
        return !Float.isNaN(own);
    }
}
