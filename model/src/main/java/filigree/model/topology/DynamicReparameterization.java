package filigree.model.topology;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.schedule.Constant;
import filigree.model.schedule.Same;
import filigree.model.schedule.Schedule;
import filigree.model.sparsity.SparsityDistribution;
import java.util.List;

/// DSR, dynamic sparse reparameterization: one threshold for all layers, which adapts itself, and
/// weights that move to the layers in which many survive.
///
/// ```
/// drop: |w| < H, in every layer         N: how many that are; N_p = dropFraction of all active
/// H <- 2 H if N < (1 - 0.1) N_p         H <- H / 2 if N > (1 + 0.1) N_p
/// grow: N in all, a layer's share proportional to its survivors; in a layer at random
/// ```
///
/// H is carried from update to update; an update drops with the H that those before it have left.
/// The best weight of a layer stays in any case. Shares are rounded by largest remainders, and what
/// a full layer cannot take goes to the others, so the total stays exact while layers drift away
/// from the distribution. A target changed by hand sets them back to it.
///
/// @param sparsity target fraction of zeros
/// @param distribution how it is shared among layers at the start
/// @param dropFraction of all active weights together, that updates are to drop
/// @param every steps between updates
/// @param everyEpochs epochs between updates, in place of `every`; 0 for steps
/// @param begin fraction of the run before the first update
/// @param end fraction of the run after which masks stay
/// @param threshold H before the first update
public record DynamicReparameterization(
        double sparsity,
        SparsityDistribution distribution,
        Schedule dropFraction,
        long every,
        double everyEpochs,
        double begin,
        double end,
        double threshold)
        implements DropAndGrow {
    private static final double TOLERANCE = 0.1;
    private static final float GAIN = 2;
    private static final float LEAST = 0x1p-60f; // from 0 no doubling leads away

    static final Param.OfMethod<Schedule> DROP_FRACTION =
            Param.<Schedule>method("dropFraction", Schedule.class, new Constant(0.1))
                    .except("same")
                    .live();
    static final Param.OfDouble THRESHOLD = Param.magnitude("threshold", 0.001, 1e-6, 10);

    public static final MethodType<DynamicReparameterization> TYPE =
            MethodType.<DynamicReparameterization>of(
                            "dsr",
                            "Mostafa and Wang 2019, arXiv:1902.05967, algorithm 1; the authors’"
                                    + " code, dst.reparameterization")
                    .param(PruneAndGrow.SPARSITY, DynamicReparameterization::sparsity)
                    .param(PruneAndGrow.DISTRIBUTION, DynamicReparameterization::distribution)
                    .param(DROP_FRACTION, DynamicReparameterization::dropFraction)
                    .param(PruneAndGrow.EVERY, DynamicReparameterization::every)
                    .param(PruneAndGrow.EVERY_EPOCHS, DynamicReparameterization::everyEpochs)
                    .param(PruneAndGrow.BEGIN, DynamicReparameterization::begin)
                    .param(PruneAndGrow.END, DynamicReparameterization::end)
                    .param(THRESHOLD, DynamicReparameterization::threshold)
                    .build(v ->
                            new DynamicReparameterization(
                                    v.get(PruneAndGrow.SPARSITY),
                                    v.get(PruneAndGrow.DISTRIBUTION),
                                    v.get(DROP_FRACTION),
                                    v.get(PruneAndGrow.EVERY),
                                    v.get(PruneAndGrow.EVERY_EPOCHS),
                                    v.get(PruneAndGrow.BEGIN),
                                    v.get(PruneAndGrow.END),
                                    v.get(THRESHOLD)));

    @Override
    public MethodType<DynamicReparameterization> type() {
        return TYPE;
    }

    @Override
    public PruneAndGrow rule() {
        return new PruneAndGrow(
                sparsity, distribution, dropFraction, new Same(), every, everyEpochs, begin, end);
    }

    @Override
    public Scorer growth() {
        return Scorer.RANDOM;
    }

    /// In the authors' code an update lies between two steps.
    @Override
    public boolean replacesOptimizerStep() {
        return false;
    }

    @Override
    public float carriedAtStart() {
        return (float) threshold;
    }

    @Override
    public float carriedAfter(float h, long step, long steps, List<LayerView> layers) {
        long dropped = 0;
        long active = 0;
        for (LayerView layer : layers) {
            dropped += below(layer, h);
            active += layer.mask().activeCount();
        }
        double wanted = dropFraction.at(step, span(steps), 0) * active;
        if (dropped < (1 - TOLERANCE) * wanted) {
            return GAIN * h;
        }
        return dropped > (1 + TOLERANCE) * wanted ? Math.max(LEAST, h / GAIN) : h;
    }

    @Override
    public List<NextMask> newMasks(long step, long steps, List<LayerView> layers) {
        return newMasks(step, steps, layers, carriedAtStart());
    }

    @Override
    public List<NextMask> newMasks(long step, long steps, List<LayerView> layers, float h) {
        return Redistribution.of(
                layers, layer -> below(layer, h), (_, stay) -> stay.activeCount(), growth());
    }

    private static long below(LayerView layer, float h) {
        long below = 0;
        for (Entries e : layer.active(Scorer.MAGNITUDE.signals())) {
            float[] w = e.get(Signal.WEIGHT);
            for (int k = 0; k < e.size(); k++) {
                below += Math.abs(w[k]) < h ? 1 : 0;
            }
        }
        return below;
    }
}
