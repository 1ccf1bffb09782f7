package filigree.model.topology;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.schedule.Same;
import filigree.model.schedule.Schedule;
import filigree.model.schedule.Span;
import filigree.model.sparsity.Allocation;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.sparsity.SparsityDistribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// MEST with elastic mutation: a weight matters by its size and by how much the loss pulls at it.
///
/// ```
/// drop: lowest |w| + lambda |dL/dw| among active
/// grow: uniformly at random among the rest, or highest |dL/dw|
/// ```
///
/// Memory is bounded hard: what grows takes the place of what was dropped in the same update. With
/// a soft bound, weights grow an interval before others are dropped for them, so that they are
/// judged with them: between updates a layer has more weights than its target, by the drop fraction
/// of it. The last update drops to the target and grows nothing.
///
/// @param sparsity target fraction of zeros
/// @param distribution how it is shared among layers
/// @param dropFraction of the active weights, exchanged at an update
/// @param every steps between updates
/// @param everyEpochs epochs between updates, in place of `every`; 0 for steps
/// @param begin fraction of the run before the first update
/// @param end fraction of the run after which masks stay
/// @param gradientWeight lambda
/// @param growBy what grows
/// @param bound whether weights grow in place of dropped ones or beside them
public record Mest(
        double sparsity,
        SparsityDistribution distribution,
        Schedule dropFraction,
        long every,
        double everyEpochs,
        double begin,
        double end,
        double gradientWeight,
        Growth growBy,
        Bound bound)
        implements DropAndGrow {
    /// What grows.
    public enum Growth {
        RANDOM,
        GRADIENT
    }

    /// When others go for what grows.
    public enum Bound {
        /// In the same update.
        HARD,
        /// In the next one.
        SOFT
    }

    static final Param.OfDouble GRADIENT_WEIGHT =
            Param.magnitude("gradientWeight", 0.01, 0, 1_000).live();
    static final Param.OfChoice<Growth> GROWTH =
            new Param.OfChoice<>("growth", Growth.RANDOM, Param.Timing.NEXT_RUN);
    static final Param.OfChoice<Bound> BOUND =
            new Param.OfChoice<>("bound", Bound.HARD, Param.Timing.NEXT_RUN);

    public static final MethodType<Mest> TYPE =
            MethodType.<Mest>of("mest", "Yuan et al. 2021, arXiv:2110.14032, sections 3.1 and 3.2")
                    .param(PruneAndGrow.SPARSITY, Mest::sparsity)
                    .param(PruneAndGrow.DISTRIBUTION, Mest::distribution)
                    .param(PruneAndGrow.DROP_FRACTION, Mest::dropFraction)
                    .param(PruneAndGrow.EVERY, Mest::every)
                    .param(PruneAndGrow.EVERY_EPOCHS, Mest::everyEpochs)
                    .param(PruneAndGrow.BEGIN, Mest::begin)
                    .param(PruneAndGrow.END, Mest::end)
                    .param(GRADIENT_WEIGHT, Mest::gradientWeight)
                    .param(GROWTH, Mest::growBy)
                    .param(BOUND, Mest::bound)
                    .build(v ->
                            new Mest(
                                    v.get(PruneAndGrow.SPARSITY),
                                    v.get(PruneAndGrow.DISTRIBUTION),
                                    v.get(PruneAndGrow.DROP_FRACTION),
                                    v.get(PruneAndGrow.EVERY),
                                    v.get(PruneAndGrow.EVERY_EPOCHS),
                                    v.get(PruneAndGrow.BEGIN),
                                    v.get(PruneAndGrow.END),
                                    v.get(GRADIENT_WEIGHT),
                                    v.get(GROWTH),
                                    v.get(BOUND)));

    @Override
    public MethodType<Mest> type() {
        return TYPE;
    }

    @Override
    public Set<Signal> signals() {
        return Set.of(Signal.WEIGHT, Signal.GRADIENT, Signal.RANDOM);
    }

    @Override
    public PruneAndGrow rule() {
        return new PruneAndGrow(
                sparsity, distribution, dropFraction, new Same(), every, everyEpochs, begin, end);
    }

    @Override
    public DropRule dropping() {
        float lambda = (float) gradientWeight;
        return DropRule.by(
                Scorer.of(
                        Signal.WEIGHT,
                        Signal.GRADIENT,
                        (w, g) -> Math.abs(w) + lambda * Math.abs(g)));
    }

    @Override
    public Scorer growth() {
        return growBy == Growth.GRADIENT ? RigL.GROW : Scorer.RANDOM;
    }

    @Override
    public boolean choosesByLayer() {
        return bound == Bound.HARD;
    }

    @Override
    public List<NextMask> newMasks(long step, long steps, List<LayerView> layers) {
        if (bound == Bound.HARD) {
            return DropAndGrow.super.newMasks(step, steps, layers);
        }
        List<LayerShape> shapes = layers.stream().map(LayerView::shape).toList();
        if (!(distribution.allocate(shapes, sparsity)
                instanceof Allocation.PerLayer(List<Double> sparsities))) {
            throw new IllegalStateException("check() refuses a shared budget");
        }
        Span span = span(steps);
        boolean last = step + every > span.end();
        double share = last ? 0 : dropFraction.at(step, span, 0);
        List<NextMask> masks = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            LayerView layer = layers.get(l);
            long target = Allocation.activeCount(shapes.get(l).size(), sparsities.get(l));
            Mask stay = dropping().survivors(layer, target);
            long grown = Math.round(share * target);
            masks.add(new NextMask(stay, MaskSelection.growHighest(layer, stay, grown, growth())));
        }
        return masks;
    }
}
