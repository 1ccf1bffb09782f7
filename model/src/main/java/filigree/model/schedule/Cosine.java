package filigree.model.schedule;

import filigree.model.method.MethodType;
import filigree.model.method.Param;

/// Goes from `initial` to the target along half a cosine.
///
/// ```
/// value(p) = target + (initial - target) / 2 * (1 + cos(pi p))
/// ```
///
/// google-research/rigl counts p from step 0 also where updates begin later; here p starts at the
/// owner's beginning.
///
/// @param initial value at the beginning, in [0, 1]
public record Cosine(double initial) implements Schedule {
    static final Param.OfDouble INITIAL = Param.fraction("initial", 1).live();

    public static final MethodType<Cosine> TYPE =
            MethodType.<Cosine>of(
                            "cosine",
                            "Dettmers and Zettlemoyer 2019, arXiv:1907.04840; Evci et al. 2020,"
                                    + " arXiv:1911.11134, section 3; Loshchilov and Hutter 2017,"
                                    + " arXiv:1608.03983, for learning rates")
                    .param(INITIAL, Cosine::initial)
                    .build(v -> new Cosine(v.get(INITIAL)));

    @Override
    public MethodType<Cosine> type() {
        return TYPE;
    }

    @Override
    public double at(double progress, double target) {
        // StrictMath: the same bits on every machine
        return target + (initial - target) / 2 * (1 + StrictMath.cos(Math.PI * progress));
    }
}
