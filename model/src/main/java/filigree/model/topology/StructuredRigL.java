package filigree.model.topology;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.random.RandomStreams;
import filigree.model.random.RandomStreams.Purpose;
import filigree.model.schedule.Same;
import filigree.model.schedule.Schedule;
import filigree.model.sparsity.Allocation;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.sparsity.SparsityDistribution;
import java.util.ArrayList;
import java.util.List;

/// SRigL: RigL with the same fan-in for every neuron, and with neurons that go altogether.
///
/// ```
/// salient: what RigL would keep (largest |w|) and what it would grow (largest |dL/dw|)
/// ablate:  neurons with fewer than max(1, ablation k) salient weights, k the present fan-in
/// then:    each neuron left keeps its largest |w| of the salient, and grows by |dL/dw| to the
///          fan-in at which the layer's count stays
/// ```
///
/// A count that cannot be shared evenly gives the first neurons one input more.
///
/// @param sparsity target fraction of zeros
/// @param distribution how it is shared among layers
/// @param dropFraction of the active weights, dropped at an update
/// @param every steps between updates
/// @param everyEpochs epochs between updates, in place of `every`; 0 for steps
/// @param begin fraction of the run before the first update
/// @param end fraction of the run after which masks stay
/// @param ablation gamma_sal; 0 ablates neurons with nothing salient only
public record StructuredRigL(
        double sparsity,
        SparsityDistribution distribution,
        Schedule dropFraction,
        long every,
        double everyEpochs,
        double begin,
        double end,
        double ablation)
        implements DropAndGrow {
    static final Param.OfDouble ABLATION = Param.fraction("ablation", 0.3).live();

    public static final MethodType<StructuredRigL> TYPE =
            MethodType.<StructuredRigL>of(
                            "srigl", "Lasby et al. 2023, arXiv:2305.02299, section 3.1")
                    .param(PruneAndGrow.SPARSITY, StructuredRigL::sparsity)
                    .param(PruneAndGrow.DISTRIBUTION, StructuredRigL::distribution)
                    .param(PruneAndGrow.DROP_FRACTION, StructuredRigL::dropFraction)
                    .param(PruneAndGrow.EVERY, StructuredRigL::every)
                    .param(PruneAndGrow.EVERY_EPOCHS, StructuredRigL::everyEpochs)
                    .param(PruneAndGrow.BEGIN, StructuredRigL::begin)
                    .param(PruneAndGrow.END, StructuredRigL::end)
                    .param(ABLATION, StructuredRigL::ablation)
                    .build(v ->
                            new StructuredRigL(
                                    v.get(PruneAndGrow.SPARSITY),
                                    v.get(PruneAndGrow.DISTRIBUTION),
                                    v.get(PruneAndGrow.DROP_FRACTION),
                                    v.get(PruneAndGrow.EVERY),
                                    v.get(PruneAndGrow.EVERY_EPOCHS),
                                    v.get(PruneAndGrow.BEGIN),
                                    v.get(PruneAndGrow.END),
                                    v.get(ABLATION)));

    @Override
    public MethodType<StructuredRigL> type() {
        return TYPE;
    }

    @Override
    public PruneAndGrow rule() {
        return new PruneAndGrow(
                sparsity, distribution, dropFraction, new Same(), every, everyEpochs, begin, end);
    }

    @Override
    public Scorer growth() {
        return RigL.GROW;
    }

    @Override
    public List<Mask> initialMasks(List<LayerShape> layers, RandomStreams random) {
        List<Mask> masks = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            long key = random.key(Purpose.INITIAL_MASK, 0, l);
            masks.add(ConstantFanIn.random(layers.get(l), count(layers, l), key));
        }
        return masks;
    }

    @Override
    public boolean choosesByLayer() {
        return true;
    }

    @Override
    public List<NextMask> newMasks(long step, long steps, List<LayerView> layers) {
        double drops = dropFraction.at(step, span(steps), 0);
        return layers.stream().map(layer -> next(layer, drops)).toList();
    }

    private NextMask next(LayerView layer, double drops) {
        int active = layer.mask().activeCount();
        long dropped = Math.round(drops * active);
        Mask stay = MaskSelection.keepHighest(layer, active - dropped, Scorer.MAGNITUDE);
        Mask wanted = MaskSelection.growHighest(layer, layer.mask(), dropped, growth());
        Mask salient = stay.union(wanted.minus(layer.mask()));
        boolean[] before = occupied(layer.mask());
        int neurons = count(before);
        double least = Math.max(1, ablation * active / Math.max(1, neurons));
        boolean[] left = new boolean[before.length];
        for (int i = 0; i < left.length; i++) {
            left[i] = before[i] && salient.rowStarts()[i + 1] - salient.rowStarts()[i] >= least;
        }
        int columns = layer.shape().columns();
        boolean fits = (long) count(left) * columns >= active;
        return ConstantFanIn.select(
                layer, stay, ConstantFanIn.targets(fits ? left : before, active, columns));
    }

    @Override
    public List<NextMask> masksAtPlan(long step, long steps, List<LayerView> layers) {
        List<LayerShape> shapes = layers.stream().map(LayerView::shape).toList();
        List<NextMask> masks = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            LayerView layer = layers.get(l);
            boolean[] left = occupied(layer.mask());
            int[] targets = ConstantFanIn.targets(left, count(shapes, l), shapes.get(l).columns());
            masks.add(ConstantFanIn.select(layer, layer.mask(), targets));
        }
        return masks;
    }

    private long count(List<LayerShape> shapes, int l) {
        return switch (distribution.allocate(shapes, sparsity)) {
            case Allocation.PerLayer(List<Double> sparsities) ->
                    Allocation.activeCount(shapes.get(l).size(), sparsities.get(l));
            case Allocation.Shared _ ->
                    throw new IllegalStateException("check() refuses a shared budget");
        };
    }

    private static boolean[] occupied(Mask mask) {
        boolean[] rows = new boolean[mask.rows()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = mask.rowStarts()[i + 1] > mask.rowStarts()[i];
        }
        return rows;
    }

    private static int count(boolean[] rows) {
        int n = 0;
        for (boolean row : rows) {
            n += row ? 1 : 0;
        }
        return n;
    }
}
