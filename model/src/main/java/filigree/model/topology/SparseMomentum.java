package filigree.model.topology;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.schedule.Same;
import filigree.model.schedule.Schedule;
import filigree.model.sparsity.Mask;
import filigree.model.sparsity.SparsityDistribution;
import java.util.ArrayList;
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
        List<Mask> kept = new ArrayList<>();
        double[] means = new double[layers.size()];
        long[] room = new long[layers.size()];
        long dropped = 0;
        for (int l = 0; l < layers.size(); l++) {
            LayerView layer = layers.get(l);
            int active = layer.mask().activeCount();
            Mask stay =
                    MaskSelection.keepHighest(
                            layer,
                            Math.max(1, active - Math.round(drops * active)),
                            Scorer.MAGNITUDE);
            kept.add(stay);
            means[l] = mean(layer);
            room[l] = layer.shape().size() - stay.activeCount();
            dropped += active - stay.activeCount();
        }
        long[] shares = shares(dropped, means, room);
        List<NextMask> masks = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            Mask stay = kept.get(l);
            masks.add(
                    new NextMask(
                            stay,
                            MaskSelection.growHighest(layers.get(l), stay, shares[l], growth())));
        }
        return masks;
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

    /// Shares `count` in proportion to `weights`, at most `room` each; all of it, if there is room.
    static long[] shares(long count, double[] weights, long[] room) {
        long[] shares = new long[weights.length];
        long left = count;
        while (left > 0) {
            double sum = 0;
            int open = 0;
            for (int l = 0; l < shares.length; l++) {
                sum += shares[l] < room[l] ? weights[l] : 0;
                open += shares[l] < room[l] ? 1 : 0;
            }
            if (open == 0) {
                break;
            }
            double[] remainders = new double[shares.length];
            long given = 0;
            for (int l = 0; l < shares.length; l++) {
                remainders[l] = -1;
                if (shares[l] < room[l]) {
                    double part = sum > 0 ? left * (weights[l] / sum) : (double) left / open;
                    long whole = Math.min((long) part, room[l] - shares[l]);
                    shares[l] += whole;
                    given += whole;
                    remainders[l] = shares[l] < room[l] ? part - whole : -1;
                }
            }
            left -= given;
            if (given == 0) { // less than one each is left: the largest remainders take it
                for (; left > 0; left--) {
                    int best = 0;
                    for (int l = 1; l < shares.length; l++) {
                        best = remainders[l] > remainders[best] ? l : best;
                    }
                    if (remainders[best] < 0) {
                        break;
                    }
                    shares[best]++;
                    remainders[best] = -1;
                }
            }
        }
        return shares;
    }
}
