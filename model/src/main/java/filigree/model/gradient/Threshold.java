package filigree.model.gradient;

import filigree.model.method.MethodType;
import filigree.model.method.Param;

/// Sends the gradients that are large enough; how many, nobody knows before.
///
/// ```
/// e = e + g;  sent = those of e with |e| >= limit;  e = e - sent
/// ```
///
/// @param limit least absolute value that is sent
/// @param feedback whether the others wait; else they are dropped
public record Threshold(double limit, boolean feedback) implements GradientTransform {
    static final Param.OfDouble LIMIT = Param.magnitude("limit", 0.001, 0, 1000).live();

    public static final MethodType<Threshold> TYPE =
            MethodType.<Threshold>of("threshold", "Strom 2015; Dryden et al. 2016")
                    .param(LIMIT, Threshold::limit)
                    .param(Sending.FEEDBACK, Threshold::feedback)
                    .build(v -> new Threshold(v.get(LIMIT), v.get(Sending.FEEDBACK)));

    @Override
    public MethodType<Threshold> type() {
        return TYPE;
    }

    @Override
    public boolean isExchange() {
        return true;
    }

    @Override
    public void apply(Gradients gradients) {
        float least = (float) limit;
        Sending.send(
                gradients, feedback, (selection, values) -> selection.chooseFrom(values, least));
    }
}
