package filigree.model.recipe;

import filigree.model.data.ImageShape;
import filigree.model.method.Param;
import filigree.model.network.EqualWeights;
import filigree.model.network.NetworkSpec;
import filigree.model.random.RandomStreams;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.topology.Inverted;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A run beside a sparse one, with the same seed and batches, that takes one thing away: then the
/// difference is what this thing is worth (Frankle et al. 2021, arXiv:2009.08576; Liu et al. 2019,
/// arXiv:1810.05270).
///
/// A mask whose places are permuted within each layer and a random mask with the same counts are
/// the same thing: in both every choice of that many places is equally likely. So [#SHUFFLED]
/// stands for both.
public enum Baseline {
    /// The run itself.
    ORIGINAL,
    /// Its last mask from the first step on, and its own first values.
    SAME_MASK,
    /// That mask, places permuted within each layer; its own first values there.
    SHUFFLED,
    /// That mask, and first values drawn anew.
    OTHER_DRAW,
    /// The method with its scores turned round.
    INVERTED,
    /// A random mask of as many weights, the same sparsity in each layer.
    UNIFORM,
    /// A dense network of the same form and as many weights.
    SMALL_DENSE;

    /// A run that has ended, and what its network reads.
    ///
    /// @param masksFile where its last masks are, as `given-mask` names it
    /// @param recipe it was trained by
    /// @param shapes of the prunable layers
    /// @param masks its last, one a layer
    /// @param moved whether masks changed during training
    /// @param input sizes of an example
    /// @param classes outputs
    public record Ended(
            String masksFile,
            Recipe recipe,
            List<LayerShape> shapes,
            List<Mask> masks,
            boolean moved,
            ImageShape input,
            int classes) {
        public Ended {
            shapes = List.copyOf(shapes);
            masks = List.copyOf(masks);
        }

        long active() {
            return masks.stream().mapToLong(Mask::activeCount).sum();
        }

        /// Fraction of zeros.
        double sparsity() {
            return 1 - (double) active() / shapes.stream().mapToLong(LayerShape::size).sum();
        }

        /// Whether its weights got their first values before any was pruned.
        private boolean startsDense() {
            List<Mask> first =
                    recipe.maskUpdater().initialMasks(shapes, new RandomStreams(recipe.seed()));
            return first.stream().allMatch(m -> m.activeCount() == m.size());
        }
    }

    /// What is to be done for a baseline.
    public sealed interface Plan {}

    /// A recipe to train.
    public record Train(Recipe recipe) implements Plan {}

    /// It would be the same run, bit for bit, as another.
    public record SameAs(Baseline other) implements Plan {}

    /// There is none.
    ///
    /// @param reason its id
    public record Without(String reason) implements Plan {}

    /// As files and bundles write it.
    public String id() {
        return Param.OfChoice.kebab(this);
    }

    /// Plans this baseline of a run.
    public Plan of(Ended run) {
        return switch (this) {
            case ORIGINAL -> new Train(run.recipe());
            case SAME_MASK -> run.moved() ? new Train(given(run, "none")) : new SameAs(ORIGINAL);
            case SHUFFLED -> new Train(given(run, "layer"));
            case OTHER_DRAW ->
                    new Train(given(run, "none").with("init.draw", run.recipe().init().draw() + 1));
            case INVERTED -> inverted(run);
            case UNIFORM -> uniform(run);
            case SMALL_DENSE -> small(run);
        };
    }

    private Recipe named(Ended run) {
        String name = run.recipe().name();
        int most = Recipe.NAME.maxLength() - id().length() - 1;
        return run.recipe()
                .with("name", name.substring(0, Math.min(name.length(), most)) + "-" + id());
    }

    /// With the scale that the run's first values had: weights that were pruned after they were
    /// drawn count all inputs.
    private Recipe fixed(Ended run, Object updater) {
        Recipe recipe = named(run).with("maskUpdater", updater);
        return run.startsDense() ? recipe.with("init.fanIn", "all") : recipe;
    }

    private Recipe given(Ended run, String shuffle) {
        return fixed(
                run, Map.of("method", "given-mask", "file", run.masksFile(), "shuffle", shuffle));
    }

    private Plan inverted(Ended run) {
        if (!Inverted.canTurn(run.recipe().maskUpdater())) {
            return new Without("no-scores");
        }
        Object of = MethodCodec.encode(run.recipe().maskUpdater());
        return new Train(named(run).with("maskUpdater", Map.of("method", "inverted", "of", of)));
    }

    private Plan uniform(Ended run) {
        Recipe recipe =
                fixed(
                        run,
                        Map.of(
                                "method",
                                "static",
                                "sparsity",
                                Math.min(MOST_SPARSE, run.sparsity()),
                                "distribution",
                                "uniform"));
        List<Mask> even =
                recipe.maskUpdater().initialMasks(run.shapes(), new RandomStreams(recipe.seed()));
        boolean same = true;
        for (int l = 0; l < even.size(); l++) {
            same &= even.get(l).activeCount() == run.masks().get(l).activeCount();
        }
        return same ? new Without("uniform-already") : new Train(recipe);
    }

    private Plan small(Ended run) {
        Optional<NetworkSpec> small =
                EqualWeights.of(run.recipe().network(), run.input(), run.classes(), run.active());
        return small.isEmpty()
                ? new Without("no-widths")
                : new Train(
                        named(run)
                                .with("network", MethodCodec.encode(small.get()))
                                .with("maskUpdater", "dense"));
    }

    private static final double MOST_SPARSE = 0.999;

    /// A question that two baselines answer: the first less the second.
    public enum Question {
        /// Which weights, at equal counts in each layer.
        WHICH(SAME_MASK, SHUFFLED),
        /// How many a layer, at equal total.
        HOW_MANY(SHUFFLED, UNIFORM),
        /// Which first values, under the same mask.
        FIRST_VALUES(SAME_MASK, OTHER_DRAW),
        /// That the mask moves while it trains.
        MOVING(ORIGINAL, SAME_MASK),
        /// The direction of the scores.
        DIRECTION(ORIGINAL, INVERTED),
        /// A large sparse network over a small dense one.
        SPARSE(ORIGINAL, SMALL_DENSE);

        private final Baseline first;
        private final Baseline second;

        Question(Baseline first, Baseline second) {
            this.first = first;
            this.second = second;
        }

        public Baseline first() {
            return first;
        }

        public Baseline second() {
            return second;
        }

        /// As files and bundles write it.
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
