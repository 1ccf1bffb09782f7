package filigree.model.schedule;

import filigree.model.method.MethodType;
import filigree.model.method.Param;

/// Half a cosine from `initial` to the target, several times over; cycles are equally long.
///
/// ```
/// q = p cycles - floor(p cycles)
/// value(p) = target + (initial - target) / 2 * (1 + cos(pi q)), and the target at p = 1
/// ```
///
/// @param initial value at the beginning of each cycle, in [0, 1]
/// @param cycles how many there are
public record CosineRestarts(double initial, long cycles) implements Schedule {
    private static final double ROUNDING = 1e-9; // 1/49 * 49 < 1: a restart must not come late

    static final Param.OfDouble INITIAL = Param.fraction("initial", 1).live();
    static final Param.OfLong CYCLES = Param.whole("cycles", 4, 1, 100).live();

    public static final MethodType<CosineRestarts> TYPE =
            MethodType.<CosineRestarts>of(
                            "cosine-restarts",
                            "Loshchilov and Hutter 2017, arXiv:1608.03983, equation 5, T_mult 1")
                    .param(INITIAL, CosineRestarts::initial)
                    .param(CYCLES, CosineRestarts::cycles)
                    .build(v -> new CosineRestarts(v.get(INITIAL), v.get(CYCLES)));

    @Override
    public MethodType<CosineRestarts> type() {
        return TYPE;
    }

    @Override
    public double at(double progress, double target) {
        if (progress >= 1) {
            return target;
        }
        double turns = progress * cycles;
        double within = Math.max(0, turns - Math.floor(turns + ROUNDING));
        return target + (initial - target) / 2 * (1 + StrictMath.cos(Math.PI * within));
    }
}
