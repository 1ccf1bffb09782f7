package filigree.model.schedule;

import filigree.model.method.MethodType;
import filigree.model.method.Param;

/// Stays at `initial` and then is at the target at once.
///
/// @param initial value before, in [0, 1]
/// @param at how much of its owner's span comes before, in [0, 1]
public record SingleStep(double initial, double at) implements Schedule {
    static final Param.OfDouble INITIAL = Param.fraction("initial", 0).live();
    static final Param.OfDouble AT = Param.fraction("at", 0.5).live();

    public static final MethodType<SingleStep> TYPE =
            MethodType.<SingleStep>of("single-step", "Han et al. 2015, arXiv:1506.02626")
                    .param(INITIAL, SingleStep::initial)
                    .param(AT, SingleStep::at)
                    .build(v -> new SingleStep(v.get(INITIAL), v.get(AT)));

    @Override
    public MethodType<SingleStep> type() {
        return TYPE;
    }

    @Override
    public double at(double progress, double target) {
        return progress < at ? initial : target;
    }
}
