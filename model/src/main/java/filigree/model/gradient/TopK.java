package filigree.model.gradient;

import filigree.model.method.MethodType;
import filigree.model.method.Param;

/// Sends the largest gradients alone, exactly `fraction` of them. With error feedback each worker
/// keeps what it has not sent and adds it to its next gradients.
///
/// ```
/// e = e + g;  sent = the round(fraction n) of e with the largest |e|;  e = e - sent
/// ```
///
/// @param fraction of the gradients that is sent
/// @param feedback whether the others wait; else they are dropped
/// @param scope among what the largest are chosen
public record TopK(double fraction, boolean feedback, Selection.Scope scope)
        implements GradientTransform {
    static final Param.OfDouble FRACTION = Sending.fraction("fraction", 0.01);

    public static final MethodType<TopK> TYPE =
            MethodType.<TopK>of(
                            "top-k",
                            "Aji and Heafield 2017, arXiv:1704.05021; Stich et al. 2018,"
                                    + " arXiv:1809.07599, algorithm 1")
                    .param(FRACTION, TopK::fraction)
                    .param(Sending.FEEDBACK, TopK::feedback)
                    .param(Sending.SCOPE, TopK::scope)
                    .build(v ->
                            new TopK(
                                    v.get(FRACTION),
                                    v.get(Sending.FEEDBACK),
                                    v.get(Sending.SCOPE)));

    @Override
    public MethodType<TopK> type() {
        return TYPE;
    }

    @Override
    public boolean isExchange() {
        return true;
    }

    @Override
    public void apply(Gradients gradients) {
        Sending.send(
                gradients,
                feedback,
                (selection, values) ->
                        selection.choose(values, Selection.Ranking.LARGEST, fraction, scope));
    }
}
