package filigree.model.schedule;

import filigree.model.method.MethodType;
import filigree.model.method.Param;

/// Goes from `initial` to the target in a straight line.
///
/// ```
/// value(p) = target + (initial - target) (1 - p)
/// ```
///
/// @param initial value at the beginning, in [0, 1]
public record Linear(double initial) implements Schedule {
    static final Param.OfDouble INITIAL = Param.fraction("initial", 1).live();

    public static final MethodType<Linear> TYPE =
            MethodType.<Linear>of("linear", "google-research/rigl, inverse power with k = 1")
                    .param(INITIAL, Linear::initial)
                    .build(v -> new Linear(v.get(INITIAL)));

    @Override
    public MethodType<Linear> type() {
        return TYPE;
    }

    @Override
    public double at(double progress, double target) {
        return target + (initial - target) * (1 - progress);
    }
}
