package filigree.model.train;

import filigree.model.error.UserFacingException;
import filigree.model.kernel.Workers;
import filigree.model.layer.TrainableLayer;
import filigree.model.matrix.Reparameterization;
import filigree.model.matrix.Slots;
import filigree.model.matrix.WeightMatrix;
import filigree.model.network.Network;
import filigree.model.optim.Optimizer;
import filigree.model.random.RandomStreams;
import filigree.model.recipe.Recipe;
import filigree.model.regularize.Regularizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The layers whose forward pass sees their weights through a [Reparameterization], and the part of
/// a step that this adds. Without any of them nothing is done.
///
/// Rows are shared among threads in pieces of a fixed size; what needs a whole layer is one task a
/// layer, so that no sum depends on threads.
final class EffectiveWeights {
    private static final int WEIGHTS_A_TASK = 8_192;
    private static final int LEARNED_A_TASK = 4_096;

    private record Layer(String name, WeightMatrix matrix, Reparameterization function) {}

    private record Piece(Layer layer, int from, int to) {}

    /// @param own learning rate and step count of what has its own
    private record Part(
            Reparameterization function,
            Reparameterization.Learned learned,
            Optimizer.Moment own,
            int from,
            int to) {}

    private final Network network;
    private final Workers workers;
    private final List<Layer> layers = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private final List<Piece> pieces = new ArrayList<>();
    private final boolean random;
    private final Optimizer own = Optimizer.ofLearnedNumbers();
    private long version = -1;

    // made once: a step makes nothing
    private final Workers.Task reduce = this::reduce;
    private final Workers.Task measure = this::measure;
    private final Workers.Task prepare = this::prepare;
    private final Workers.Task forward = this::forward;

    /// Takes in the layers that have a reparameterization by now.
    EffectiveWeights(Network network, Workers workers) {
        this.network = network;
        this.workers = workers;
        for (TrainableLayer layer : network.trainable()) {
            WeightMatrix matrix = layer.weight().matrix();
            matrix.reparameterization()
                    .ifPresent(f -> layers.add(new Layer(layer.name(), matrix, f)));
        }
        random = layers.stream().anyMatch(layer -> layer.function().isRandom());
        for (Layer layer : layers) {
            for (Reparameterization.Learned learned : layer.function().learned()) {
                int all = learned.matrix().values().length;
                for (int at = 0; at < all; at += LEARNED_A_TASK) {
                    parts.add(
                            new Part(
                                    layer.function(),
                                    learned,
                                    new Optimizer.Moment(0, 0),
                                    at,
                                    Math.min(all, at + LEARNED_A_TASK)));
                }
            }
        }
    }

    /// Lets a penalty stand between stored and effective weights, if it is of that kind.
    static void attach(Recipe recipe, Network network, long examples, RandomStreams random) {
        Regularizer penalty = recipe.regularizer();
        List<TrainableLayer> layers = network.trainable();
        boolean all =
                layers.stream()
                        .map(l -> l.weight().matrix())
                        .allMatch(m -> m.values().length == m.mask().size());
        penalty.check(recipe.maskUpdater().type().id(), all);
        for (int l = 0; l < layers.size(); l++) {
            WeightMatrix matrix = layers.get(l).weight().matrix();
            Optional<Reparameterization> function =
                    penalty.weights(l, layers.get(l).weight().shape(), examples, random);
            if (function.isPresent() && matrix.reparameterization().isPresent()) {
                throw new UserFacingException(
                        "weights-changed-twice",
                        penalty.type().id(),
                        recipe.quantizer().type().id());
            }
            function.ifPresent(matrix::reparameterize);
        }
    }

    /// Takes over numbers of the penalty that a person has changed.
    void use(Regularizer changed) {
        layers.forEach(layer -> changed.adjust(layer.function()));
    }

    /// Whether some are drawn anew for each step.
    boolean isRandom() {
        return random;
    }

    /// Draws the functions of a training step; publishing is left to the caller.
    void draw(RandomStreams streams, long step) {
        cut();
        workers.run(layers.size(), l -> layers.get(l).function().draw(streams, step));
        workers.run(pieces.size(), forward);
    }

    /// What is left where a function prunes.
    List<Pruned> pruned() {
        return layers.stream()
                .filter(layer -> layer.function().prunes())
                .map(layer -> Pruned.of(layer.name(), layer.matrix()))
                .toList();
    }

    /// Finishes the gradients of what is learned, once those of all weights are there.
    void reduceGradients() {
        workers.run(layers.size(), reduce);
    }

    /// Moves what is learned.
    void update(Optimizer optimizer, Optimizer.Moment moment) {
        if (parts.isEmpty()) {
            return;
        }
        for (int i = 0; i < parts.size(); i++) {
            double rate = parts.get(i).function().ownRate();
            if (rate > 0) {
                double now = rate * moment.rate() / optimizer.peak(); // by the same schedule
                parts.get(i).own().set(now, moment.applied(), moment.step(), moment.steps());
                Slots slots = parts.get(i).learned().matrix().slots();
                own.slots().forEach(slots::get); // workers must not make them
            }
        }
        workers.run(parts.size(), i -> update(parts.get(i), optimizer, moment));
    }

    /// Computes the effective weights anew after an optimizer step; publishing is left to the
    /// caller.
    void refresh() {
        if (layers.isEmpty()) {
            return;
        }
        cut();
        workers.run(pieces.size(), measure);
        workers.run(layers.size(), prepare);
        workers.run(pieces.size(), forward);
    }

    /// Cuts anew if masks have changed.
    private void cut() {
        long now = 0;
        for (TrainableLayer layer : network.trainable()) {
            now += layer.weight().matrix().version();
        }
        if (now == version) {
            return;
        }
        version = now;
        pieces.clear();
        for (Layer layer : layers) {
            int[] starts = layer.matrix().stored().starts;
            int from = 0;
            for (int i = 1; i < starts.length; i++) {
                if (starts[i] - starts[from] >= WEIGHTS_A_TASK || i == starts.length - 1) {
                    pieces.add(new Piece(layer, from, i));
                    from = i;
                }
            }
        }
    }

    private void reduce(int layer) {
        layers.get(layer).function().reduce(layers.get(layer).matrix());
    }

    private void prepare(int layer) {
        layers.get(layer).function().prepare(layers.get(layer).matrix(), true);
    }

    private void measure(int piece) {
        Piece p = pieces.get(piece);
        p.layer().function().measure(p.layer().matrix(), p.from(), p.to());
    }

    private void forward(int piece) {
        Piece p = pieces.get(piece);
        WeightMatrix matrix = p.layer().matrix();
        p.layer().function().forward(matrix, matrix.effective(), p.from(), p.to());
    }

    private void update(Part part, Optimizer optimizer, Optimizer.Moment moment) {
        WeightMatrix m = part.learned().matrix();
        Slots slots = m.slots();
        boolean decays = part.learned().decays();
        if (part.function().ownRate() > 0) {
            own.update(part.own(), m.values(), m.gradients(), slots, false, part.from(), part.to());
        } else {
            optimizer.update(
                    moment, m.values(), m.gradients(), slots, decays, part.from(), part.to());
        }
    }
}
