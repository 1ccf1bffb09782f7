package filigree.model.train;

import filigree.model.kernel.Workers;
import filigree.model.layer.Parameter;
import filigree.model.layer.TrainableLayer;
import filigree.model.network.Network;
import filigree.model.network.Pass;
import filigree.model.optim.Optimizer;
import filigree.model.random.RandomStreams;
import filigree.model.recipe.Recipe;
import filigree.model.regularize.Regularizer;
import filigree.model.topology.Accumulation;
import java.util.List;
import java.util.Optional;

/// The second half of a training step: gradients of the weights, what becomes of them on the way to
/// the optimizer, its update, and the copies that products read.
final class OptimizerStep {
    private final Network network;
    private final Workers workers;
    private final WeightTasks tasks;
    private final EffectiveWeights effective;
    private final Exchange exchange;
    private final List<Parameter> parameters;
    private final Optimizer.Moment moment = new Optimizer.Moment(0, 0);

    private final Workers.Task gradientAndUpdate; // made once: a step makes nothing
    private final Workers.Task updateAlone;
    private final Workers.Task copy;
    private final Runnable reduce;

    private Optimizer optimizer; // of the step under way
    private Regularizer penalty;
    private Accumulation sums = Accumulation.NONE;
    private long applied;

    /// @param pass holds each step's batch
    OptimizerStep(
            Network network,
            Pass pass,
            Workers workers,
            Recipe recipe,
            RandomStreams random,
            long stepsPerEpoch) {
        this.network = network;
        this.workers = workers;
        this.tasks = new WeightTasks(network, pass);
        this.effective = new EffectiveWeights(network, workers);
        this.parameters = network.parameters();
        this.exchange =
                new Exchange(
                        network, pass, tasks, workers, recipe.gradients(), random, stepsPerEpoch);
        this.optimizer = recipe.optimizer();
        this.penalty = recipe.regularizer();
        this.gradientAndUpdate = i -> tasks.run(i, optimizer, moment, penalty, sums);
        this.updateAlone = i -> tasks.update(i, optimizer, moment, penalty);
        this.copy = tasks::copy;
        this.reduce = effective::reduceGradients;
    }

    /// Draws the effective weights of a step, where they are random.
    void draw(RandomStreams random, long step) {
        if (effective.isRandom()) {
            tasks.refresh();
            effective.draw(random, step);
            workers.run(tasks.copies(), copy);
        }
    }

    /// In place of an update: nothing is random between steps.
    void rest() {
        if (effective.isRandom()) {
            publish();
        }
    }

    /// Updates all weights by the gradients of the batch that has passed.
    ///
    /// @param listening what a mask updater adds up at this step
    /// @param rate the learning rate
    /// @param steps of the whole run
    void run(Recipe recipe, Accumulation listening, double rate, long step, long steps) {
        optimizer = recipe.optimizer();
        penalty = recipe.regularizer();
        sums = listening;
        makeSlots();
        applied++;
        moment.set(rate, applied, step, steps);
        tasks.refresh();
        if (recipe.gradients().keepsAll()) {
            workers.run(tasks.count(), gradientAndUpdate);
            effective.reduceGradients();
        } else {
            exchange.run(recipe.gradients(), moment, penalty, sums, step, reduce);
            exchange.beforeUpdate(recipe.gradients());
            workers.run(tasks.count(), updateAlone);
        }
        effective.update(optimizer, moment);
        exchange.afterUpdate(recipe.gradients(), step);
        publish();
    }

    /// Threads that share the work must not make them.
    private void makeSlots() {
        List<String> slots = optimizer.slots();
        for (int p = 0; p < parameters.size(); p++) {
            for (int n = 0; n < slots.size(); n++) {
                parameters.get(p).matrix().slots().get(slots.get(n));
            }
        }
        List<String> kept = sums.slots();
        List<TrainableLayer> layers = network.trainable();
        for (int l = 0; l < layers.size(); l++) {
            for (int n = 0; n < kept.size(); n++) {
                layers.get(l).weight().matrix().slots().get(kept.get(n));
            }
        }
    }

    private void publish() {
        tasks.refresh();
        effective.refresh();
        workers.run(tasks.copies(), copy);
    }

    /// Takes over a changed regularizer.
    void use(Regularizer next) {
        effective.use(next);
    }

    /// Updates so far, for optimizers that count them.
    long applied() {
        return applied;
    }

    /// Training starts anew from rewound weights.
    void rewind() {
        applied = 0;
    }

    /// Goes on from a checkpoint.
    void restore(Tally tally) {
        applied = tally.applied();
        exchange.restore(tally.sent());
    }

    Tally.Sent sent() {
        return exchange.counts();
    }

    /// What was sent, if the gradients stand for an exchange.
    Optional<Traffic> traffic(Recipe recipe) {
        return exchange.traffic(recipe.gradients());
    }

    /// What is left where a reparameterization prunes.
    List<Pruned> pruned() {
        return effective.pruned();
    }
}
