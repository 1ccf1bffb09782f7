package filigree.model.topology;

import filigree.model.error.UserFacingException;
import filigree.model.method.Param;
import filigree.model.schedule.CubicRamp;
import filigree.model.schedule.Schedule;
import filigree.model.schedule.Span;
import filigree.model.sparsity.Allocation;
import filigree.model.sparsity.ErdosRenyiKernel;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.SparsityDistribution;
import java.util.List;

/// What gradual pruners share: a sparsity that rises along a ramp. They differ in their score.
///
/// @param sparsity final fraction of zeros
/// @param ramp how the sparsity moves towards it
/// @param distribution how it is shared among layers
/// @param pattern which weights go together
/// @param every steps between updates; the ramp's end has one more
/// @param begin fraction of the run before the ramp
/// @param end fraction of the run at which the final sparsity is reached; before its last step at
///   the latest
public record Gradual(
        double sparsity,
        Schedule ramp,
        SparsityDistribution distribution,
        Pattern pattern,
        long every,
        double begin,
        double end) {
    private static final int POINTS = 100;

    static final Param.OfMethod<Schedule> RAMP =
            Param.<Schedule>method("ramp", Schedule.class, new CubicRamp(0))
                    .except("same", "constant", "cosine-restarts") // a ramp never turns back
                    .live();
    static final Param.OfMethod<SparsityDistribution> DISTRIBUTION =
            Param.method("distribution", SparsityDistribution.class, new ErdosRenyiKernel());
    static final Param.OfMethod<Pattern> PATTERN =
            Param.method("pattern", Pattern.class, new Unstructured());
    static final Param.OfDouble END = Param.fraction("end", 0.6).live();

    /// @param id of the method
    void check(String id, List<LayerShape> layers) {
        if (!distribution.meetsTotal()) {
            throw new UserFacingException("needs-total", id, distribution.type().id());
        }
        if (!ramp.neverFalls(sparsity)) {
            throw new UserFacingException("ramp-falls", ramp.type().id(), sparsity);
        }
        checkBudget(distribution, greatest(), layers);
        PatternSelection.check(pattern, distribution, sparsity, layers);
    }

    /// The greatest sparsity on the way: a ramp may begin above its target.
    private double greatest() {
        double most = sparsity;
        for (int n = 0; n <= POINTS; n++) {
            most = Math.max(most, ramp.at((double) n / POINTS, sparsity));
        }
        return Math.max(sparsity, Math.min(PruneAndGrow.SPARSITY.max(), most));
    }

    /// Refuses a budget for all layers together that leaves less than a weight for each.
    static void checkBudget(
            SparsityDistribution distribution, double sparsity, List<LayerShape> layers) {
        distribution.check(layers, sparsity);
        long size = layers.stream().mapToLong(LayerShape::size).sum();
        long kept = Allocation.activeCount(size, sparsity);
        if (distribution.allocate(layers, sparsity) instanceof Allocation.Shared
                && kept < layers.size()) {
            throw new UserFacingException("fewer-weights-than-layers", kept, layers.size());
        }
    }

    Span span(long steps) {
        return Span.within(begin, end, steps);
    }

    boolean updatesAt(long step, long steps) {
        return span(steps).isDueOrEnds(step, every);
    }

    double plannedSparsity(long step, long steps) {
        double now = ramp.at(step, span(steps), sparsity);
        return Math.min(PruneAndGrow.SPARSITY.max(), now); // no layer may empty
    }

    Allocation allocation(double planned, List<LayerView> layers) {
        return distribution.allocate(layers.stream().map(LayerView::shape).toList(), planned);
    }

    /// @param planned sparsity to reach
    List<NextMask> retarget(double planned, List<LayerView> layers) {
        return pattern.isFree()
                ? Retargeting.to(planned, distribution, layers, Scorer.RANDOM)
                : PatternSelection.retarget(layers, allocation(planned, layers), pattern);
    }
}
