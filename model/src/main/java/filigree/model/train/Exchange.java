package filigree.model.train;

import filigree.model.gradient.GradientTransform;
import filigree.model.gradient.Gradients;
import filigree.model.gradient.Turn;
import filigree.model.kernel.Workers;
import filigree.model.layer.Parameter;
import filigree.model.matrix.WeightMatrix;
import filigree.model.network.BatchPart;
import filigree.model.network.Network;
import filigree.model.network.Pass;
import filigree.model.network.Shards;
import filigree.model.optim.Optimizer;
import filigree.model.random.RandomStreams;
import filigree.model.regularize.Regularizer;
import filigree.model.topology.Accumulation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The gradients of a step where a transform has a say: of each worker in turn, transformed, then
/// the mean of all. Counts the bytes that they would send.
///
/// ```
/// for each worker:  gradients of its part of the batch, transform
/// at the end:       g = sum / workers
/// ```
final class Exchange {
    private static final int ENTRY_BYTES = 8; // index and value
    private static final int VALUE_BYTES = 4;

    private final List<WeightMatrix> matrices;
    private final List<WeightMatrix> weights; // the prunable ones of them
    private final WeightTasks tasks;
    private final Workers threads;
    private final RandomStreams random;
    private final long stepsPerEpoch;
    private final BatchPart whole;
    private final Optional<Shards> shards;
    private final int workers;
    private final Gradients gradients;
    private final List<float[]> kept = new ArrayList<>(); // sums, or weights before an update
    private Tally.Sent counts = Tally.Sent.NOTHING;

    /// @param transform of the recipe; how many workers it has stays
    Exchange(
            Network network,
            Pass pass,
            WeightTasks tasks,
            Workers threads,
            GradientTransform transform,
            RandomStreams random,
            long stepsPerEpoch) {
        this.matrices = network.parameters().stream().map(Parameter::matrix).toList();
        this.weights = network.trainable().stream().map(l -> l.weight().matrix()).toList();
        this.tasks = tasks;
        this.threads = threads;
        this.random = random;
        this.stepsPerEpoch = stepsPerEpoch;
        this.whole = BatchPart.whole(pass);
        this.workers = transform.workers();
        this.shards =
                workers == 1 ? Optional.empty() : Optional.of(new Shards(network, pass, workers));
        this.gradients = new Gradients(network.parameters(), threads);
    }

    /// Leaves the gradients that the optimizer is to use.
    ///
    /// @param sums what a mask updater adds up; of several workers, from their mean
    /// @param after what follows the gradients of a worker before they are transformed
    void run(
            GradientTransform transform,
            Optimizer.Moment moment,
            Regularizer penalty,
            Accumulation sums,
            long step,
            Runnable after) {
        Accumulation own = workers == 1 ? sums : Accumulation.NONE;
        for (int w = 0; w < workers; w++) {
            tasks.read(partOf(w));
            threads.run(tasks.count(), i -> tasks.gradient(i, moment, penalty, own));
            after.run();
            gradients.begin(new Turn(w, workers, step, stepsPerEpoch, random));
            transform.apply(gradients);
            if (transform.isExchange()) {
                count(w == 0);
            }
            addUp(w);
        }
        tasks.read(whole);
        if (workers > 1 && !sums.slots().isEmpty()) {
            for (WeightMatrix w : weights) {
                sums.add(w, moment, 0, w.mask().rows());
            }
        }
    }

    private void count(boolean first) {
        long dense = VALUE_BYTES * gradients.size();
        long sent = Math.min(ENTRY_BYTES * gradients.sent(), dense);
        counts =
                new Tally.Sent(
                        counts.exchanges() + (first ? 1 : 0),
                        counts.bytes() + sent,
                        counts.denseBytes() + (first ? dense : 0));
    }

    private BatchPart partOf(int worker) {
        if (shards.isEmpty()) {
            return whole;
        }
        Shards s = shards.get();
        threads.run(s.tiles(worker), tile -> s.load(worker, tile));
        return s.of(worker);
    }

    /// Adds a worker's gradients to the sum; the last one's become the mean.
    private void addUp(int worker) {
        if (workers == 1) {
            return;
        }
        fit();
        threads.run(
                matrices.size(),
                m -> {
                    float[] g = matrices.get(m).gradients();
                    float[] sum = kept.get(m);
                    for (int k = 0; k < sum.length; k++) {
                        sum[k] = worker == 0 ? g[k] : sum[k] + g[k];
                    }
                    if (worker == workers - 1) {
                        for (int k = 0; k < sum.length; k++) {
                            g[k] = sum[k] / workers;
                        }
                    }
                });
    }

    /// Remembers the weights, if the transform restricts what the optimizer does to them.
    void beforeUpdate(GradientTransform transform) {
        if (transform.restrictsUpdates()) {
            fit();
            for (int m = 0; m < matrices.size(); m++) {
                float[] w = matrices.get(m).values();
                System.arraycopy(w, 0, kept.get(m), 0, w.length);
            }
        }
    }

    /// Has the transform decide which updates count.
    void afterUpdate(GradientTransform transform, long step) {
        if (!transform.restrictsUpdates()) {
            return;
        }
        threads.run(
                matrices.size(),
                m -> {
                    float[] w = matrices.get(m).values();
                    float[] update = matrices.get(m).gradients();
                    for (int k = 0; k < w.length; k++) {
                        update[k] = w[k] - kept.get(m)[k];
                    }
                });
        gradients.begin(new Turn(0, 1, step, stepsPerEpoch, random));
        transform.restrict(gradients);
        threads.run(
                matrices.size(),
                m -> {
                    float[] w = matrices.get(m).values();
                    float[] update = matrices.get(m).gradients();
                    for (int k = 0; k < w.length; k++) {
                        w[k] = kept.get(m)[k] + update[k];
                    }
                });
    }

    /// Makes room for a number beside each weight.
    private void fit() {
        while (kept.size() < matrices.size()) {
            kept.add(new float[0]);
        }
        for (int m = 0; m < kept.size(); m++) {
            int length = matrices.get(m).values().length;
            if (kept.get(m).length != length) {
                kept.set(m, Arrays.copyOf(kept.get(m), length));
            }
        }
    }

    Tally.Sent counts() {
        return counts;
    }

    /// Goes on counting from a checkpoint.
    void restore(Tally.Sent before) {
        counts = before;
    }

    /// What was sent, if the transform stands for an exchange.
    Optional<Traffic> traffic(GradientTransform transform) {
        return transform.isExchange()
                ? Optional.of(
                        new Traffic(
                                workers,
                                counts.exchanges(),
                                (double) counts.bytes() / workers,
                                counts.denseBytes()))
                : Optional.empty();
    }
}
