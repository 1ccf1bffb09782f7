package filigree.bench;

import filigree.model.data.LoadedData;
import filigree.model.recipe.Recipe;
import filigree.model.train.Trainer;
import filigree.samples.BundledData;
import filigree.samples.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Milliseconds of one training step: inputs, forward, loss, backward, update; beside it the same
/// network in libtorch. All take turns, so that a busy minute of the machine meets all of them.
final class StepBench {
    private static final List<Integer> WIDE = List.of(1000, 1000, 1000);
    private static final List<Integer> SMALL = List.of(300, 100);
    private static final double[] DENSITIES = {1, .1, .05, .02, .01};
    private static final int BATCH = 128; // of the recipe

    /// A case with its own trainer.
    private static final class Case extends Turn {
        final String name;
        final double density;
        final int threads;
        final Trainer trainer;
        final @Nullable Peer peer;

        Case(
                List<Integer> hidden,
                double density,
                int threads,
                LoadedData data,
                @Nullable Peer peer) {
            this.name =
                    "step-784-%s-10"
                            .formatted(
                                    hidden.stream()
                                            .map(String::valueOf)
                                            .collect(Collectors.joining("-")));
            this.density = density;
            this.threads = threads;
            this.trainer = new Trainer(recipe(hidden, density), data, threads);
            this.peer = peer;
        }

        void round(int steps, boolean counts) {
            time(steps, counts, () -> trainer.step(_ -> {}));
        }
    }

    /// libtorch. Dense with a mask it takes the same time at any density below 1.
    private static final class Peer extends Turn {
        final TorchStep torch;

        Peer(List<Integer> hidden, double density, int threads) {
            List<Integer> sizes = new ArrayList<>(hidden);
            sizes.addFirst(784);
            sizes.addLast(10);
            torch = new TorchStep(sizes, density, BATCH, threads);
        }

        void round(int steps, boolean counts) {
            torch.takeThreads();
            time(2, false, torch::step);
            time(steps, counts, torch::step);
            pause();
        }
    }

    private StepBench() {}

    static void run(boolean quick) {
        Recipe any = Samples.first().recipe();
        LoadedData data = any.data().load(new BundledData());
        boolean torch = TorchStep.isPresent();
        List<Peer> peers = new ArrayList<>();
        List<Case> cases = new ArrayList<>();
        addCases(WIDE, quick ? new double[] {1, .1, .01} : DENSITIES, data, torch, peers, cases);
        addCases(SMALL, new double[] {.1}, data, torch, peers, cases);
        peers.forEach(p -> p.round(15, false));
        cases.forEach(c -> c.round(c.density == 1 ? quick ? 60 : 150 : quick ? 250 : 500, false));
        List<Double> peaks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Machine.peak();
        }
        for (int round = 0; round < (quick ? 5 : 9); round++) {
            peers.forEach(p -> p.round(quick ? 6 : 20, true));
            cases.forEach(c -> c.round(c.density == 1 ? quick ? 8 : 20 : quick ? 40 : 60, true));
            peaks.add(Machine.peak());
        }
        print(cases);
        Sample peak = Sample.of(peaks);
        Outcome.higher("fma-peak", 1, 1, peak, "itself", peak.median(), "GFLOP/s").print();
        cases.forEach(c -> c.trainer.close());
        peers.forEach(p -> p.torch.close());
    }

    private static void addCases(
            List<Integer> hidden,
            double[] densities,
            LoadedData data,
            boolean torch,
            List<Peer> peers,
            List<Case> cases) {
        Peer[][] made = new Peer[2][3]; // without and with a mask, by threads
        for (double density : densities) {
            for (int threads = 1; threads <= 2; threads++) {
                int m = density < 1 ? 1 : 0;
                if (torch && made[m][threads] == null) {
                    made[m][threads] = new Peer(hidden, density, threads);
                    peers.add(made[m][threads]);
                }
                cases.add(new Case(hidden, density, threads, data, made[m][threads]));
            }
        }
    }

    /// Cases stand in pairs: one thread, two threads.
    private static void print(List<Case> cases) {
        for (int i = 0; i < cases.size(); i += 2) {
            Case one = cases.get(i);
            for (Case c : cases.subList(i, i + 2)) {
                if (c.peer != null) {
                    print(c, TorchStep.NAME, c.peer.medians);
                }
                if (c != one) {
                    print(c, "filigree-1-thread", one.medians);
                }
            }
        }
    }

    private static void print(Case c, String peer, List<Double> medians) {
        Outcome.paired(c.name, c.density, c.threads, c.medians, peer, medians, "ms").print();
    }

    private static Recipe recipe(List<Integer> hidden, double density) {
        Recipe base = Samples.first().recipe().with("network.hidden", hidden).with("epochs", 1000);
        return base.with("maskUpdater", updater(density));
    }

    /// All layers sparse by the same density, with a fixed mask.
    static Map<String, Object> updater(double density) {
        return density == 1
                ? Map.of("method", "dense")
                : Map.of(
                        "method",
                        "static",
                        "sparsity",
                        1 - density,
                        "distribution",
                        Map.of("method", "uniform"));
    }
}
