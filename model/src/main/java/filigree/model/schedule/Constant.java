package filigree.model.schedule;

import filigree.model.method.MethodType;
import filigree.model.method.Param;

/// The same value at every step.
///
/// @param value in [0, 1]
public record Constant(double value) implements Schedule {
    static final Param.OfDouble VALUE = Param.fraction("value", 1).live();

    public static final MethodType<Constant> TYPE =
            MethodType.<Constant>of("constant", "by definition")
                    .param(VALUE, Constant::value)
                    .build(v -> new Constant(v.get(VALUE)));

    @Override
    public MethodType<Constant> type() {
        return TYPE;
    }

    @Override
    public double at(double progress, double target) {
        return value;
    }
}
