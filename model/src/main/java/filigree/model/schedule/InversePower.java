package filigree.model.schedule;

import filigree.model.method.MethodType;
import filigree.model.method.Param;

/// Goes from `initial` to the target along a power of what is left of the way.
///
/// ```
/// value(p) = target + (initial - target) (1 - p)^power
/// ```
///
/// @param initial value at the beginning, in [0, 1]
/// @param power 1 is a straight line, 3 the cubic ramp
public record InversePower(double initial, double power) implements Schedule {
    static final Param.OfDouble INITIAL = Param.fraction("initial", 1).live();
    static final Param.OfDouble POWER = Param.number("power", 2, 0.1, 10).live();

    public static final MethodType<InversePower> TYPE =
            MethodType.<InversePower>of("inverse-power", "google-research/rigl, inverse power k")
                    .param(INITIAL, InversePower::initial)
                    .param(POWER, InversePower::power)
                    .build(v -> new InversePower(v.get(INITIAL), v.get(POWER)));

    @Override
    public MethodType<InversePower> type() {
        return TYPE;
    }

    @Override
    public double at(double progress, double target) {
        return target + (initial - target) * StrictMath.pow(1 - progress, power);
    }
}
