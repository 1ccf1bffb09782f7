package filigree.model.gradient;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.random.RandomStreams;
import filigree.model.random.RandomStreams.Purpose;

/// Sends gradients chosen at random, exactly `fraction` of them, others in each step and for each
/// worker. They are not enlarged to make up for the others: with error feedback these come later.
///
/// ```
/// e = e + g;  sent = round(fraction n) of e at random;  e = e - sent
/// ```
///
/// @param fraction of the gradients that is sent
/// @param feedback whether the others wait; else they are dropped
public record RandomK(double fraction, boolean feedback) implements GradientTransform {
    static final Param.OfDouble FRACTION = Sending.fraction("fraction", 0.01);

    public static final MethodType<RandomK> TYPE =
            MethodType.<RandomK>of(
                            "random-k", "Stich et al. 2018, arXiv:1809.07599, definition 2.2")
                    .param(FRACTION, RandomK::fraction)
                    .param(Sending.FEEDBACK, RandomK::feedback)
                    .build(v -> new RandomK(v.get(FRACTION), v.get(Sending.FEEDBACK)));

    @Override
    public MethodType<RandomK> type() {
        return TYPE;
    }

    @Override
    public boolean isExchange() {
        return true;
    }

    @Override
    public void apply(Gradients gradients) {
        Turn turn = gradients.turn();
        long key = turn.random().key(Purpose.SENT_GRADIENTS, turn.step(), turn.worker());
        Selection.Ranking byChance =
                (_, place) -> Float.floatToRawIntBits(RandomStreams.uniform(key, place));
        Sending.send(
                gradients,
                feedback,
                (selection, values) ->
                        selection.choose(values, byChance, fraction, Selection.Scope.NETWORK));
    }
}
