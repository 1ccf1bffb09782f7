package filigree.bench;

import filigree.model.data.Dataset;
import filigree.model.data.ImageShape;
import filigree.model.data.LoadedData;
import filigree.model.recipe.Recipe;
import filigree.model.train.Trainer;
import filigree.samples.BundledData;
import filigree.samples.Samples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Milliseconds of one training step: inputs, forward, loss, backward, update; beside it the same
/// network in libtorch. All take turns, so that a busy minute of the machine meets all of them.
///
/// Also an epoch of 60,000 pictures, and a step that changes all masks.
final class StepBench {
    private static final double[] DENSITIES = {1, .1, .05, .02, .01};

    /// @param what is timed
    /// @param sizes inputs, hidden layers, classes
    /// @param together steps that are timed as one
    private record Net(
            String what, List<Integer> sizes, int batch, int together, LoadedData data) {
        String name() {
            return what
                    + "-"
                    + sizes.stream().map(String::valueOf).collect(Collectors.joining("-"));
        }

        Recipe recipe(Map<String, Object> updater) {
            return Samples.first()
                    .recipe()
                    .with("network.hidden", sizes.subList(1, sizes.size() - 1))
                    .with("batch", batch)
                    .with("epochs", 1000)
                    .with("maskUpdater", updater);
        }
    }

    /// A case with its own trainer.
    private static final class Case extends Turn {
        final String name;
        final double density;
        final int threads;
        final Trainer trainer;
        final int together;
        final boolean slow;
        final @Nullable Peer peer;

        Case(Net net, double density, int threads, @Nullable Peer peer) {
            this(net, net.name(), density, updater(density), threads, peer);
        }

        Case(
                Net net,
                String name,
                double density,
                Map<String, Object> updater,
                int threads,
                @Nullable Peer peer) {
            this.name = name;
            this.density = density;
            this.threads = threads;
            this.trainer = new Trainer(net.recipe(updater), net.data(), threads);
            this.together = net.together();
            this.slow = density == 1 || updater.containsKey("every");
            this.peer = peer;
        }

        void round(int steps, boolean counts) {
            time(steps, together, counts, () -> trainer.step(_ -> {}));
        }
    }

    /// libtorch. Dense with a mask it takes the same time at any density below 1.
    private static final class Peer extends Turn {
        final TorchStep torch;
        final int together;

        Peer(Net net, double density, int threads) {
            torch = new TorchStep(net.sizes(), density, net.batch(), threads);
            together = net.together();
        }

        void round(int steps, boolean counts) {
            torch.takeThreads();
            time(2, 1, false, torch::step);
            time(steps, together, counts, torch::step);
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
        var wide = new Net("step", List.of(784, 1000, 1000, 1000, 10), 128, 1, data);
        var small = new Net("step", List.of(784, 300, 100, 10), 128, 1, data);
        addCases(wide, quick ? new double[] {1, .1, .01} : DENSITIES, torch, peers, cases);
        addCases(small, new double[] {.1}, torch, peers, cases);
        if (!quick) {
            var colour = // arXiv:2407.17437
                    new Net("step", List.of(3072, 1024, 1024, 10), 100, 1, noise());
            addCases(colour, new double[] {.01}, torch, peers, cases);
            var epoch = new Net("epoch", List.of(784, 300, 100, 10), 100, 600, data);
            addCases(epoch, new double[] {.1}, torch, peers, cases);
        }
        List<Case> updates = List.of(changing(wide, 1), changing(wide, 2));
        cases.addAll(updates);
        peers.forEach(p -> p.round(15, false));
        cases.forEach(c -> c.round(c.slow ? quick ? 60 : 150 : quick ? 250 : 500, false));
        List<Double> peaks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Machine.peak();
        }
        for (int round = 0; round < (quick ? 5 : 9); round++) {
            peers.forEach(p -> p.round(quick ? 6 : 20, true));
            cases.forEach(c -> c.round(c.slow ? quick ? 8 : 20 : quick ? 40 : 60, true));
            peaks.add(Machine.peak());
        }
        cases.removeAll(updates);
        print(cases);
        updates.forEach(u -> print(u, "step-without", plain(u, cases).medians));
        Sample peak = Sample.of(peaks);
        Outcome.higher("fma-peak", 1, 1, peak, "itself", peak.median(), "GFLOP/s").print();
        cases.forEach(c -> c.trainer.close());
        updates.forEach(c -> c.trainer.close());
        peers.forEach(p -> p.torch.close());
    }

    private static void addCases(
            Net net,
            double[] densities,
            boolean torch,
            List<Peer> peers,
            List<Case> cases) {
        Peer[][] made = new Peer[2][3]; // without and with a mask, by threads
        for (double density : densities) {
            for (int threads = 1; threads <= 2; threads++) {
                int m = density < 1 ? 1 : 0;
                if (torch && made[m][threads] == null) {
                    made[m][threads] = new Peer(net, density, threads);
                    peers.add(made[m][threads]);
                }
                cases.add(new Case(net, density, threads, made[m][threads]));
            }
        }
    }

    /// Each step drops a part of all layers' weights and grows others at random, in place of the
    /// optimizer's step.
    private static Case changing(Net net, int threads) {
        Map<String, Object> set = new HashMap<>(updater(.1));
        set.putAll(Map.of("method", "set", "every", 1, "end", 1.0));
        return new Case(net, net.name() + "-update", .1, set, threads, null);
    }

    /// The same network and threads with masks that stay.
    private static Case plain(Case changing, List<Case> cases) {
        return cases.stream()
                .filter(c -> c.density == changing.density
                        && c.threads == changing.threads
                        && changing.name.startsWith(c.name))
                .findFirst()
                .orElseThrow();
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

    /// Pictures of the size of CIFAR-10's.
    private static LoadedData noise() {
        var random = new Random(1);
        byte[] pixels = new byte[12_800 * 3072];
        random.nextBytes(pixels);
        byte[] labels = new byte[12_800];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) random.nextInt(10);
        }
        var all = new Dataset("noise", new ImageShape(3, 32, 32), 10, 255, pixels, labels);
        return new LoadedData(all, all, false);
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
