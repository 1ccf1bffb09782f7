package filigree.model.topology;

import filigree.model.schedule.Span;
import filigree.model.sparsity.LayerShape;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/// A mask updater that starts dense and keeps the weights of highest score, fewer at each update. A
/// method says by which score.
interface GradualPruner extends MaskUpdater {
    /// When and how many.
    Gradual rule();

    /// What stays: highest first.
    Scorer score();

    /// Whether weights behind the mask may come back.
    default boolean mayReturn() {
        return false;
    }

    @Override
    default boolean needsDenseWeights() {
        return mayReturn();
    }

    @Override
    default Set<Signal> signals() {
        return score().signals();
    }

    @Override
    default void check(List<LayerShape> layers) {
        rule().check(type().id(), layers);
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
        return OptionalDouble.of(rule().plannedSparsity(step, steps));
    }

    @Override
    default List<NextMask> newMasks(long step, long steps, List<LayerView> layers) {
        double now = plannedSparsity(step, steps).orElseThrow();
        return PatternSelection.keepHighest(
                layers,
                rule().allocation(now, layers),
                score(),
                rule().pattern(),
                mayReturn() ? MaskSelection.Among.ALL : MaskSelection.Among.ACTIVE);
    }

    @Override
    default List<NextMask> masksAtPlan(long step, long steps, List<LayerView> layers) {
        return rule().retarget(plannedSparsity(step, steps).orElseThrow(), layers);
    }
}
