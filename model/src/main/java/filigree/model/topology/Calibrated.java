package filigree.model.topology;

import filigree.model.method.Param;
import filigree.model.method.Param.Unit;
import filigree.model.schedule.Linear;
import filigree.model.schedule.Span;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Uniform;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// A mask updater that prunes once, layer by layer, with calibration data, every layer to the same
/// sparsity. What is left may train on.
interface Calibrated extends MaskUpdater, LayerPruner {
    Param.OfMethod<Pattern> PATTERN =
            Param.<Pattern>method("pattern", Pattern.class, new Unstructured())
                    .except("block", "neuron", "kernel", "channel");
    Param.OfLong EXAMPLES = Param.whole("examples", 512, 1, 1_000_000).in(Unit.EXAMPLES).live();

    double sparsity();

    /// Unstructured or N:M.
    Pattern pattern();

    /// Fraction of the run that trains dense.
    double at();

    @Override
    default Optional<LayerPruner> layerPruner() {
        return Optional.of(this);
    }

    /// Its gradient would be that of other weights.
    @Override
    default boolean replacesOptimizerStep() {
        return true;
    }

    @Override
    default void check(List<LayerShape> layers) {
        for (LayerShape layer : layers) {
            if (pattern() instanceof NOfM pattern) {
                pattern.checkExact(layer, sparsity());
            }
        }
    }

    @Override
    default Span span(long steps) {
        return OnceAt.span(at(), steps);
    }

    @Override
    default boolean updatesAt(long step, long steps) {
        return step == span(steps).end();
    }

    @Override
    default OptionalDouble plannedSparsity(long step, long steps) {
        return OnceAt.planned(at(), step, steps, sparsity());
    }

    /// By magnitude, for want of calibration data.
    @Override
    default List<NextMask> newMasks(long step, long steps, List<LayerView> layers) {
        return masksAtPlan(step, steps, layers);
    }

    @Override
    default List<NextMask> masksAtPlan(long step, long steps, List<LayerView> layers) {
        double now = plannedSparsity(step, steps).orElseThrow();
        return new Gradual(now, new Linear(0), new Uniform(), pattern(), 1, at(), at())
                .retarget(now, layers);
    }
}
