package filigree.model.regularize;

import filigree.model.method.MethodType;
import filigree.model.method.Param;

/// Shrinks all incoming weights of a unit together, so that whole units become 0. Proximal, after
/// the optimizer.
///
/// ```
/// w = w max(1 - rate lambda sqrt(n) / |w|, 0), for each row of n active weights with norm |w|
/// ```
///
/// @param lambda factor of the penalty lambda sqrt(n) |w|
public record GroupLasso(double lambda) implements Regularizer {
    static final Param.OfDouble LAMBDA = Param.magnitude("lambda", 1e-4, 0, 10).live();

    public static final MethodType<GroupLasso> TYPE =
            MethodType.<GroupLasso>of(
                            "group-lasso",
                            "Yuan and Lin 2006; Scardapane et al. 2017, arXiv:1607.00485")
                    .param(LAMBDA, GroupLasso::lambda)
                    .build(v -> new GroupLasso(v.get(LAMBDA)));

    @Override
    public MethodType<GroupLasso> type() {
        return TYPE;
    }

    @Override
    public void shrink(double rate, float[] weights, int[] starts, int from, int to) {
        for (int row = from; row < to; row++) {
            double squares = 0; // one thread, one order
            for (int k = starts[row]; k < starts[row + 1]; k++) {
                squares += (double) weights[k] * weights[k];
            }
            if (squares == 0) {
                continue; // no weights, or all 0 already
            }
            double size = starts[row + 1] - starts[row];
            double pull = rate * lambda * Math.sqrt(size) / Math.sqrt(squares);
            float factor = (float) Math.max(1 - pull, 0);
            for (int k = starts[row]; k < starts[row + 1]; k++) {
                weights[k] *= factor;
            }
        }
    }
}
