package filigree.model.topology;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.schedule.Same;
import filigree.model.schedule.Schedule;
import filigree.model.sparsity.SparsityDistribution;
import java.util.List;

/// SNFS, sparse momentum: grows where the smoothed gradient is largest, and moves weights to the
/// layers in which it is.
///
/// ```
/// M <- momentum M + (1 - momentum) dL/dW at every step, of all weights
/// drop: lowest |w| in each layer
/// grow: what was dropped in all, a layer's share proportional to the mean |M| of its active
///       weights; in a layer the highest |M|
/// ```
///
/// Shares are rounded by largest remainders, and what a full layer cannot take goes to the others:
/// the total stays exact, layers drift away from the distribution. A target changed by hand sets
/// them back to it. M costs 4 bytes for every weight, active or not, and a dense gradient a step.
///
/// @param sparsity target fraction of zeros
/// @param distribution how it is shared among layers at the start
/// @param dropFraction of the active weights, dropped at an update
/// @param every steps between updates; an epoch in the paper
/// @param everyEpochs epochs between updates, in place of `every`; 0 for steps
/// @param begin fraction of the run before the first update
/// @param end fraction of the run after which masks stay
/// @param momentum of the gradient; 0.9 in the paper
public record SparseMomentum(
        double sparsity,
        SparsityDistribution distribution,
        Schedule dropFraction,
        long every,
        double everyEpochs,
        double begin,
        double end,
        double momentum)
        implements DropAndGrow {
    static final Param.OfDouble MOMENTUM = Param.number("momentum", 0.9, 0.01, 0.999);

    public static final MethodType<SparseMomentum> TYPE =
            MethodType.<SparseMomentum>of(
                            "snfs", "Dettmers and Zettlemoyer 2019, arXiv:1907.04840, section 3.1")
                    .param(PruneAndGrow.SPARSITY, SparseMomentum::sparsity)
                    .param(PruneAndGrow.DISTRIBUTION, SparseMomentum::distribution)
                    .param(PruneAndGrow.DROP_FRACTION, SparseMomentum::dropFraction)
                    .param(PruneAndGrow.EVERY, SparseMomentum::every)
                    .param(PruneAndGrow.EVERY_EPOCHS, SparseMomentum::everyEpochs)
                    .param(PruneAndGrow.BEGIN, SparseMomentum::begin)
                    .param(PruneAndGrow.END, SparseMomentum::end)
                    .param(MOMENTUM, SparseMomentum::momentum)
                    .build(v ->
                            new SparseMomentum(
                                    v.get(PruneAndGrow.SPARSITY),
                                    v.get(PruneAndGrow.DISTRIBUTION),
                                    v.get(PruneAndGrow.DROP_FRACTION),
                                    v.get(PruneAndGrow.EVERY),
                                    v.get(PruneAndGrow.EVERY_EPOCHS),
                                    v.get(PruneAndGrow.BEGIN),
                                    v.get(PruneAndGrow.END),
                                    v.get(MOMENTUM)));

    @Override
    public MethodType<SparseMomentum> type() {
        return TYPE;
    }

    @Override
    public PruneAndGrow rule() {
        return new PruneAndGrow(
                sparsity, distribution, dropFraction, new Same(), every, everyEpochs, begin, end);
    }

    @Override
    public double growthMomentum() {
        return momentum;
    }

    @Override
    public Scorer growth() {
        return RigL.GROW;
    }

    @Override
    public List<NextMask> newMasks(long step, long steps, List<LayerView> layers) {
        double drops = dropFraction.at(step, span(steps), 0);
        return Redistribution.of(
                layers,
                layer -> Math.round(drops * layer.mask().activeCount()),
                (layer, _) -> mean(layer),
                growth());
    }

    private double mean(LayerView layer) {
        double sum = 0;
        for (Entries e : layer.active(growth().signals())) {
            float[] m = e.get(Signal.GRADIENT);
            for (int k = 0; k < e.size(); k++) {
                sum += Math.abs(m[k]);
            }
        }
        return sum / Math.max(1, layer.mask().activeCount());
    }
}
