package filigree.model.topology;

import filigree.model.error.UserFacingException;
import filigree.model.matrix.TrainedRuns;
import filigree.model.matrix.WeightMatrix;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.optim.Optimizer;
import filigree.model.random.RandomStreams;
import filigree.model.schedule.Constant;
import filigree.model.schedule.Same;
import filigree.model.sparsity.Allocation;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.sparsity.SparsityDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Top-KAST: the network uses the largest weights of each layer and trains some more behind them.
///
/// ```
/// A: the largest |w| of each layer, active      B: some more of the largest |w|, A among them
/// forward: w of A alone                         backward: dL/dw of B, the others rest
/// penalty: lambda w for w in A, lambda w / d for w in B but not in A, d the density of A
/// ```
///
/// A weight of B that outgrows the smallest of A takes its place at the next update; the penalty on
/// B is the harder the sparser the layer is, so that what comes up has earned it. What leaves B
/// keeps its value, at rest and with empty optimizer slots. Needs dense storage. The penalty is
/// added to the gradient; another penalty that shrinks weights after the optimizer acts on resting
/// ones too.
///
/// @param sparsity fraction of zeros in A
/// @param distribution how it is shared among layers
/// @param extra how much more of all weights B has than A
/// @param penalty lambda
/// @param every steps between updates
/// @param everyEpochs epochs between updates, in place of `every`; 0 for steps
/// @param begin fraction of the run before the first update
/// @param end fraction of the run after which A and B stay
public record TopKast(
        double sparsity,
        SparsityDistribution distribution,
        double extra,
        double penalty,
        long every,
        double everyEpochs,
        double begin,
        double end)
        implements DropAndGrow {
    static final Param.OfDouble EXTRA = Param.fraction("extra", 0.1).live();
    static final Param.OfDouble PENALTY = Param.magnitude("penalty", 1e-4, 0, 1).live();
    static final Param.OfDouble END = Param.fraction("end", 1).live();

    public static final MethodType<TopKast> TYPE =
            MethodType.<TopKast>of("top-kast", "Jayakumar et al. 2020, arXiv:2106.03517, section 2")
                    .param(PruneAndGrow.SPARSITY, TopKast::sparsity)
                    .param(PruneAndGrow.DISTRIBUTION, TopKast::distribution)
                    .param(EXTRA, TopKast::extra)
                    .param(PENALTY, TopKast::penalty)
                    .param(PruneAndGrow.EVERY, TopKast::every)
                    .param(PruneAndGrow.EVERY_EPOCHS, TopKast::everyEpochs)
                    .param(PruneAndGrow.BEGIN, TopKast::begin)
                    .param(END, TopKast::end)
                    .build(v ->
                            new TopKast(
                                    v.get(PruneAndGrow.SPARSITY),
                                    v.get(PruneAndGrow.DISTRIBUTION),
                                    v.get(EXTRA),
                                    v.get(PENALTY),
                                    v.get(PruneAndGrow.EVERY),
                                    v.get(PruneAndGrow.EVERY_EPOCHS),
                                    v.get(PruneAndGrow.BEGIN),
                                    v.get(END)));

    @Override
    public MethodType<TopKast> type() {
        return TYPE;
    }

    @Override
    public PruneAndGrow rule() {
        return new PruneAndGrow(
                sparsity,
                distribution,
                new Constant(0),
                new Same(),
                every,
                everyEpochs,
                begin,
                end);
    }

    @Override
    public Scorer growth() {
        return Scorer.MAGNITUDE;
    }

    @Override
    public boolean needsDenseWeights() {
        return true;
    }

    @Override
    public boolean replacesOptimizerStep() {
        return false;
    }

    @Override
    public void check(List<LayerShape> layers) {
        DropAndGrow.super.check(layers);
        if (!distribution.meetsTotal()) {
            throw new UserFacingException("needs-total", TYPE.id(), distribution.type().id());
        }
    }

    /// Full: weights get their first values before the largest are chosen, so each counts all
    /// inputs of its neuron. Scaled for the few that stay, the largest would be far too large.
    @Override
    public List<Mask> initialMasks(List<LayerShape> layers, RandomStreams random) {
        return layers.stream().map(l -> Mask.full(l.rows(), l.columns())).toList();
    }

    @Override
    public Optional<List<Mask>> masksAtStart(Beginning beginning) {
        return Optional.of(largest(beginning.measured(0), sparsity));
    }

    @Override
    public List<NextMask> newMasks(long step, long steps, List<LayerView> layers) {
        List<Mask> after = largest(layers, sparsity);
        List<NextMask> masks = new ArrayList<>();
        for (int l = 0; l < after.size(); l++) {
            Mask grown = after.get(l).minus(layers.get(l).mask());
            masks.add(new NextMask(after.get(l).minus(grown), after.get(l)));
        }
        return masks;
    }

    @Override
    public List<NextMask> masksAtPlan(long step, long steps, List<LayerView> layers) {
        return newMasks(step, steps, layers);
    }

    @Override
    public Optional<List<Mask>> trained(List<LayerView> layers) {
        List<Mask> inner = largest(layers, sparsity); // where both targets round alike, B is A
        List<Mask> outer = largest(layers, Math.max(0, sparsity - extra));
        List<Mask> masks = new ArrayList<>();
        for (int l = 0; l < inner.size(); l++) {
            masks.add(inner.get(l).union(outer.get(l)));
        }
        return Optional.of(masks);
    }

    private List<Mask> largest(List<LayerView> layers, double target) {
        List<LayerShape> shapes = layers.stream().map(LayerView::shape).toList();
        return MaskSelection.keepHighest(
                layers,
                new Allocation.PerLayer(sparsities(shapes, target)),
                Scorer.MAGNITUDE,
                MaskSelection.Among.ALL);
    }

    private List<Double> sparsities(List<LayerShape> shapes, double target) {
        if (distribution.allocate(shapes, target)
                instanceof Allocation.PerLayer(List<Double> sparsities)) {
            return sparsities;
        }
        throw new IllegalStateException("check() refuses a shared budget");
    }

    @Override
    public Accumulation accumulation() {
        return new Exploration(penalty);
    }

    @Override
    public boolean accumulatesAt(long step, long steps) {
        return true;
    }

    /// The penalty of the paper's equation 3, squared; keeps no sums.
    private record Exploration(double penalty) implements Accumulation {
        @Override
        public List<String> slots() {
            return List.of();
        }

        @Override
        public void add(WeightMatrix matrix, Optimizer.Moment moment, int from, int to) {
            Mask mask = matrix.mask();
            float inside = (float) penalty;
            float outside = (float) (penalty * mask.size() / Math.max(1, mask.activeCount()));
            Optional<TrainedRuns> trained = matrix.trained();
            float[] g = matrix.gradients();
            for (int i = from; i < to; i++) {
                int row = i * mask.columns();
                int end = row + mask.columns();
                int active = mask.rowStarts()[i];
                if (trained.isEmpty()) {
                    int _ = pull(matrix, i, row, end, active, inside, outside);
                    continue;
                }
                TrainedRuns runs = trained.get();
                int done = row;
                for (int run = runs.first(i); run < runs.first(i + 1); run++) {
                    Arrays.fill(g, done, runs.from(run), 0);
                    done = runs.to(run);
                    active = pull(matrix, i, runs.from(run), done, active, inside, outside);
                }
                Arrays.fill(g, done, end, 0);
            }
        }

        /// Adds the penalty's gradient in a stretch of a row.
        ///
        /// @param active the first active weight of the row that may lie in it
        /// @return the first behind it
        private static int pull(
                WeightMatrix matrix,
                int row,
                int from,
                int to,
                int active,
                float inside,
                float outside) {
            Mask mask = matrix.mask();
            float[] w = matrix.values();
            float[] g = matrix.gradients();
            int next = active;
            for (int k = from; k < to; k++) {
                boolean used =
                        next < mask.rowStarts()[row + 1]
                                && mask.column(next) == k - row * mask.columns();
                next += used ? 1 : 0;
                g[k] += (used ? inside : outside) * w[k];
            }
            return next;
        }
    }
}
