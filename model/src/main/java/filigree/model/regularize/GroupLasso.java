package filigree.model.regularize;

import filigree.model.method.MethodType;
import filigree.model.method.Param;

/// Shrinks all incoming weights of a unit together, so that whole units become 0.
///
/// ```
/// for each row of n active weights with norm |w|, c = sqrt(n) or 1
/// proximal:      w = w max(1 - rate lambda c / |w|, 0), after the optimizer
/// sub-gradient:  g = g + lambda c w / |w|, before it
/// ```
///
/// The proximal form reaches exact zeros; the sub-gradient form swings about 0 and does not.
///
/// @param lambda factor of the penalty lambda c |w|
/// @param form how the penalty acts
/// @param bySize whether c is sqrt(n), so that large rows do not come off more cheaply; else 1
public record GroupLasso(double lambda, L1.Form form, boolean bySize) implements Regularizer {
    static final Param.OfDouble LAMBDA = Param.magnitude("lambda", 1e-4, 0, 10).live();
    static final Param.OfFlag BY_SIZE = new Param.OfFlag("bySize", true, Param.Timing.LIVE);

    public static final MethodType<GroupLasso> TYPE =
            MethodType.<GroupLasso>of(
                            "group-lasso",
                            "Yuan and Lin 2006; Scardapane et al. 2017, arXiv:1607.00485")
                    .param(LAMBDA, GroupLasso::lambda)
                    .param(L1.FORM, GroupLasso::form)
                    .param(BY_SIZE, GroupLasso::bySize)
                    .build(v -> new GroupLasso(v.get(LAMBDA), v.get(L1.FORM), v.get(BY_SIZE)));

    @Override
    public MethodType<GroupLasso> type() {
        return TYPE;
    }

    @Override
    public void addGradient(
            float[] weights, float[] gradients, int[] starts, int row, int from, int to) {
        if (form != L1.Form.SUB_GRADIENT) {
            return;
        }
        float pull = (float) pull(lambda, weights, starts, row);
        for (int k = from; k < to; k++) {
            gradients[k] += pull * weights[k];
        }
    }

    @Override
    public void shrink(double rate, float[] weights, int[] starts, int from, int to) {
        if (form != L1.Form.PROXIMAL) {
            return;
        }
        for (int row = from; row < to; row++) {
            double pull = pull(rate * lambda, weights, starts, row);
            float factor = (float) Math.max(1 - pull, 0);
            for (int k = starts[row]; k < starts[row + 1]; k++) {
                weights[k] *= factor;
            }
        }
    }

    /// Returns strength c / |w|; 0 for a row without weights, or in which all are 0 already.
    private double pull(double strength, float[] weights, int[] starts, int row) {
        double squares = 0; // one thread, one order
        for (int k = starts[row]; k < starts[row + 1]; k++) {
            squares += (double) weights[k] * weights[k];
        }
        double size = bySize ? starts[row + 1] - starts[row] : 1;
        return squares == 0 ? 0 : strength * Math.sqrt(size) / Math.sqrt(squares);
    }
}
