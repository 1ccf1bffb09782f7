package filigree.model.gradient;

import filigree.model.method.MethodType;
import filigree.model.method.Param;

/// Applies the largest updates of the optimizer alone. The others wait and add up until they are
/// among the largest, or are dropped.
///
/// ```
/// r = r + (what the optimizer adds to w);  w changes by the round(fraction n) of r with the
/// largest |r|;  r = 0 there, and with `drop` everywhere
/// ```
///
/// @param fraction of the weights and biases that move in a step
/// @param rest what becomes of the other updates
/// @param scope among what the largest are chosen
public record SparseUpdates(double fraction, Rest rest, Selection.Scope scope)
        implements GradientTransform {
    private static final String WAITING = "waiting";

    /// What becomes of updates that are not applied.
    public enum Rest {
        WAIT,
        DROP
    }

    static final Param.OfDouble FRACTION = Sending.fraction("fraction", 0.1);
    static final Param.OfChoice<Rest> REST =
            new Param.OfChoice<>("rest", Rest.WAIT, Param.Timing.LIVE);

    public static final MethodType<SparseUpdates> TYPE =
            MethodType.<SparseUpdates>of(
                            "sparse-updates",
                            "Sun et al. 2017 (meProp), arXiv:1706.06197; Aji and Heafield 2017,"
                                    + " arXiv:1704.05021")
                    .param(FRACTION, SparseUpdates::fraction)
                    .param(REST, SparseUpdates::rest)
                    .param(Sending.SCOPE, SparseUpdates::scope)
                    .build(v ->
                            new SparseUpdates(v.get(FRACTION), v.get(REST), v.get(Sending.SCOPE)));

    @Override
    public MethodType<SparseUpdates> type() {
        return TYPE;
    }

    @Override
    public void apply(Gradients gradients) {}

    @Override
    public boolean restrictsUpdates() {
        return true;
    }

    @Override
    public void restrict(Gradients updates) {
        Selection selection = updates.selection();
        if (rest == Rest.WAIT) {
            Sending.addTo(WAITING, updates);
            selection.choose(updates.buffer(WAITING), Selection.Ranking.LARGEST, fraction, scope);
            updates.sendChosen(WAITING);
        } else {
            selection.choose(updates.gradients(), Selection.Ranking.LARGEST, fraction, scope);
            updates.sendChosen();
        }
    }
}
