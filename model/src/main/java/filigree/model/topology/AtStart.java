package filigree.model.topology;

import filigree.model.schedule.Span;
import filigree.model.sparsity.Global;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Pruning at initialisation: masks are chosen from the initialised network before the first step,
/// all layers competing for one budget, and stay. Weights that stay keep their values.
interface AtStart extends MaskUpdater {
    /// Fraction of zeros.
    double sparsity();

    /// The masks, from the dense network.
    List<Mask> choose(Beginning beginning);

    @Override
    default Optional<List<Mask>> masksAtStart(Beginning beginning) {
        return Optional.of(choose(beginning));
    }

    @Override
    default void check(List<LayerShape> layers) {
        Gradual.checkBudget(new Global(), sparsity(), layers);
    }

    @Override
    default Span span(long steps) {
        return new Span(0, 0);
    }

    @Override
    default boolean updatesAt(long step, long steps) {
        return false;
    }

    @Override
    default OptionalDouble plannedSparsity(long step, long steps) {
        return OptionalDouble.of(sparsity());
    }

    @Override
    default List<NextMask> newMasks(long step, long steps, List<LayerView> layers) {
        return layers.stream().map(l -> NextMask.kept(l.mask())).toList();
    }

    @Override
    default List<NextMask> masksAtPlan(long step, long steps, List<LayerView> layers) {
        return Retargeting.to(sparsity(), new Global(), layers, Scorer.RANDOM);
    }
}
