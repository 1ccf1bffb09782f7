package filigree.model.schedule;

import filigree.model.method.MethodType;
import filigree.model.method.Param;

/// Closes the gap to the target by the same share in equal times.
///
/// ```
/// value(p) = target + (initial - target) remaining^p, and the target at p = 1
/// ```
///
/// @param initial value at the beginning, in [0, 1]
/// @param remaining share of the gap that is left just before the end, in [1e-6, 1]
public record Exponential(double initial, double remaining) implements Schedule {
    static final Param.OfDouble INITIAL = Param.fraction("initial", 1).live();
    static final Param.OfDouble REMAINING = Param.magnitude("remaining", 0.01, 1e-6, 1).live();

    public static final MethodType<Exponential> TYPE =
            MethodType.<Exponential>of("exponential", "PyTorch ExponentialLR, over a whole span")
                    .param(INITIAL, Exponential::initial)
                    .param(REMAINING, Exponential::remaining)
                    .build(v -> new Exponential(v.get(INITIAL), v.get(REMAINING)));

    @Override
    public MethodType<Exponential> type() {
        return TYPE;
    }

    @Override
    public double at(double progress, double target) {
        return progress >= 1
                ? target
                : target + (initial - target) * StrictMath.pow(remaining, progress);
    }
}
