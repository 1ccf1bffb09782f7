package filigree.model.schedule;

import filigree.model.method.MethodType;
import filigree.model.method.Param;

/// Closes the gap to the target in equally spaced jumps.
///
/// ```
/// value(p) = target + (initial - target) factor^floor(p (drops + 1)), and the target at p = 1
/// ```
///
/// With a factor of 1 nothing moves before the end and everything at it: one-shot pruning, where
/// the schedule is a sparsity's.
///
/// @param initial value at the beginning, in [0, 1]
/// @param factor what a jump leaves of the gap, in [0, 1]
/// @param drops how many jumps there are before the end
public record StepDecay(double initial, double factor, long drops) implements Schedule {
    private static final double ROUNDING = 1e-9; // 1/49 * 49 < 1: a jump must not come late

    static final Param.OfDouble INITIAL = Param.fraction("initial", 1).live();
    static final Param.OfDouble FACTOR = Param.fraction("factor", 0.1).live();
    static final Param.OfLong DROPS = Param.whole("drops", 2, 1, 100).live();

    public static final MethodType<StepDecay> TYPE =
            MethodType.<StepDecay>of("step-decay", "He et al. 2016, arXiv:1512.03385, section 3.4")
                    .param(INITIAL, StepDecay::initial)
                    .param(FACTOR, StepDecay::factor)
                    .param(DROPS, StepDecay::drops)
                    .build(v -> new StepDecay(v.get(INITIAL), v.get(FACTOR), v.get(DROPS)));

    @Override
    public MethodType<StepDecay> type() {
        return TYPE;
    }

    @Override
    public double at(double progress, double target) {
        if (progress >= 1) {
            return target;
        }
        double jumps = Math.floor(progress * (drops + 1) + ROUNDING);
        return target + (initial - target) * StrictMath.pow(factor, jumps);
    }
}
