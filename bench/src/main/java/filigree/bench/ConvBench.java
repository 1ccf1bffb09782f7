package filigree.bench;

import filigree.model.data.LoadedData;
import filigree.model.recipe.Recipe;
import filigree.model.train.Trainer;
import filigree.samples.BundledData;
import filigree.samples.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Milliseconds of one training step of `lenet-5`, batch 64: inputs, forward, loss, backward,
/// update; beside it the same network in libtorch, in turns.
final class ConvBench {
    private static final int BATCH = 64;

    /// Ours and libtorch's.
    private static final class Case {
        final double density;
        final int threads;
        final Trainer trainer;
        final Turn ours = new Turn();
        final Turn theirs = new Turn();
        final TorchConvStep torch;

        Case(double density, int threads, LoadedData data) {
            this.density = density;
            this.threads = threads;
            this.trainer = new Trainer(recipe(density), data, threads);
            this.torch = new TorchConvStep(density, BATCH, threads);
        }

        void round(int steps, boolean counts) {
            torch.takeThreads();
            theirs.time(1, false, torch::step);
            theirs.time(Math.max(3, steps / 4), counts, torch::step);
            Turn.pause();
            ours.time(steps, counts, () -> trainer.step(_ -> {}));
        }

        void close() {
            trainer.close();
            torch.close();
        }
    }

    private ConvBench() {}

    static void run(boolean quick) {
        if (!TorchStep.isPresent()) {
            return;
        }
        LoadedData data = Samples.first().recipe().data().load(new BundledData());
        List<Case> cases = new ArrayList<>();
        for (double density : new double[] {.1, 1}) {
            for (int threads = 1; threads <= 2; threads++) {
                cases.add(new Case(density, threads, data));
            }
        }
        for (Case c : cases) {
            c.round(quick ? 100 : 300, false);
        }
        for (int round = 0; round < (quick ? 4 : 9); round++) {
            cases.forEach(c -> c.round(quick ? 12 : 40, true));
        }
        for (Case c : cases) {
            print(c, TorchStep.NAME, c.theirs);
            if (c.threads == 2) {
                print(c, "filigree-1-thread", cases.get(cases.indexOf(c) - 1).ours);
            }
        }
        cases.forEach(Case::close);
    }

    private static void print(Case c, String peer, Turn theirs) {
        Outcome.paired(
                        "conv-lenet-5",
                        c.density,
                        c.threads,
                        c.ours.medians,
                        peer,
                        theirs.medians,
                        "ms")
                .print();
    }

    private static Recipe recipe(double density) {
        return Samples.first()
                .recipe()
                .with("network", Map.of("method", "lenet-5"))
                .with("batch", BATCH)
                .with("epochs", 1000)
                .with("maskUpdater", StepBench.updater(density));
    }
}
