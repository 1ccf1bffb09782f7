package filigree.model.schedule;

import filigree.model.method.MethodType;
import filigree.model.method.Param;

/// Moves from `initial` to the target, fast at first and slower towards the end.
///
/// ```
/// value(p) = target + (initial - target) (1 - p)^3
/// ```
///
/// With target 0 this is the inverse power schedule with k = 3 of google-research/rigl.
///
/// @param initial value at the beginning, in [0, 1]
public record CubicRamp(double initial) implements Schedule {
    static final Param.OfDouble INITIAL = Param.fraction("initial", 0).live();

    public static final MethodType<CubicRamp> TYPE =
            MethodType.<CubicRamp>of(
                            "cubic-ramp", "Zhu and Gupta 2017, arXiv:1710.01878, equation 1")
                    .param(INITIAL, CubicRamp::initial)
                    .build(v -> new CubicRamp(v.get(INITIAL)));

    @Override
    public MethodType<CubicRamp> type() {
        return TYPE;
    }

    @Override
    public double at(double progress, double target) {
        double left = 1 - progress;
        return target + (initial - target) * left * left * left;
    }
}
