package filigree.model.regularize;

import filigree.model.method.MethodType;
import filigree.model.method.Param;

/// Pulls every weight towards 0 by the same amount.
///
/// ```
/// proximal:      w = sign(w) max(|w| - rate lambda, 0), after the optimizer
/// sub-gradient:  g = g + lambda sign(w), before it
/// ```
///
/// The proximal form reaches exact zeros; the sub-gradient form swings about 0 and does not.
///
/// @param lambda factor of the penalty lambda |w|
/// @param form how the penalty acts
public record L1(double lambda, Form form) implements Regularizer {
    /// How a penalty without a derivative at 0 acts.
    public enum Form {
        PROXIMAL,
        SUB_GRADIENT
    }

    static final Param.OfDouble LAMBDA = Param.magnitude("lambda", 1e-4, 0, 10).live();
    static final Param.OfChoice<Form> FORM =
            new Param.OfChoice<>("form", Form.PROXIMAL, Param.Timing.NEXT_RUN);

    public static final MethodType<L1> TYPE =
            MethodType.<L1>of("l1", "Tibshirani 1996; Daubechies et al. 2004 (soft threshold)")
                    .param(LAMBDA, L1::lambda)
                    .param(FORM, L1::form)
                    .build(v -> new L1(v.get(LAMBDA), v.get(FORM)));

    @Override
    public MethodType<L1> type() {
        return TYPE;
    }

    @Override
    public void addGradient(
            float[] weights, float[] gradients, int[] starts, int row, int from, int to) {
        if (form == Form.SUB_GRADIENT) {
            float pull = (float) lambda;
            for (int k = from; k < to; k++) {
                gradients[k] += pull * Math.signum(weights[k]);
            }
        }
    }

    @Override
    public void shrink(double rate, float[] weights, int[] starts, int from, int to) {
        if (form == Form.PROXIMAL) {
            soften(rate * lambda, 1, weights, starts[from], starts[to]);
        }
    }

    /// Moves weights towards 0 by a threshold, not past it, then multiplies them.
    static void soften(double threshold, double factor, float[] weights, int from, int to) {
        float t = (float) threshold;
        float f = (float) factor;
        for (int k = from; k < to; k++) {
            float left = Math.max(Math.abs(weights[k]) - t, 0);
            weights[k] = Math.copySign(f * left, weights[k]);
        }
    }
}
