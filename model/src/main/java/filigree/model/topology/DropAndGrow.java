package filigree.model.topology;

import filigree.model.method.MethodType;
import filigree.model.method.ParamValues;
import filigree.model.random.RandomStreams;
import filigree.model.schedule.Span;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/// A mask updater of dynamic sparse training: random masks at the start, then at each update the
/// smallest weights go and others come. A method says by which score they come.
interface DropAndGrow extends MaskUpdater {
    /// When and how many.
    PruneAndGrow rule();

    /// What stays.
    default DropRule dropping() {
        return DropRule.SMALLEST;
    }

    /// What grows: highest first, among everything not kept.
    Scorer growth();

    @Override
    default Set<Signal> signals() {
        return growth().signals();
    }

    @Override
    default boolean replacesOptimizerStep() {
        return true;
    }

    @Override
    default void check(List<LayerShape> layers) {
        RandomStart.check(type().id(), rule().distribution(), rule().sparsity(), layers);
    }

    @Override
    default List<Mask> initialMasks(List<LayerShape> layers, RandomStreams random) {
        return RandomStart.masks(rule().distribution(), rule().sparsity(), layers, random);
    }

    @Override
    default MaskUpdater inSteps(long stepsPerEpoch) {
        return rule().everyEpochs() == 0 ? this : every(this, rule().every(stepsPerEpoch));
    }

    private static <M extends DropAndGrow> MaskUpdater every(M updater, long steps) {
        ParamValues values =
                MethodType.valuesOf(updater)
                        .with(PruneAndGrow.EVERY, steps)
                        .with(PruneAndGrow.EVERY_EPOCHS, 0.0);
        return (MaskUpdater) updater.type().create(values);
    }

    @Override
    default Span span(long steps) {
        return rule().span(steps);
    }

    @Override
    default boolean updatesAt(long step, long steps) {
        return rule().updatesAt(step, steps);
    }

    @Override
    default OptionalDouble plannedSparsity(long step, long steps) {
        return rule().plannedSparsity();
    }

    @Override
    default List<NextMask> newMasks(long step, long steps, List<LayerView> layers) {
        return rule().newMasks(step, steps, layers, dropping(), growth());
    }

    @Override
    default List<NextMask> masksAtPlan(long step, long steps, List<LayerView> layers) {
        return rule().masksAtPlan(layers, growth());
    }
}
