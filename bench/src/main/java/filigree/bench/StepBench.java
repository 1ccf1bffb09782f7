package filigree.bench;

import filigree.model.data.LoadedData;
import filigree.model.recipe.Recipe;
import filigree.model.train.Trainer;
import filigree.samples.BundledData;
import filigree.samples.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Milliseconds of one training step: inputs, forward, loss, backward, update. Cases take turns, so
/// that a busy minute of the machine meets all of them.
final class StepBench {
    private static final List<Integer> WIDE = List.of(1000, 1000, 1000);
    private static final List<Integer> SMALL = List.of(300, 100);

    /// A case with its own trainer.
    private static final class Case {
        final String name;
        final double density;
        final int threads;
        final Trainer trainer;
        final List<Double> medians = new ArrayList<>();

        Case(String name, List<Integer> hidden, double density, int threads, LoadedData data) {
            this.name = name;
            this.density = density;
            this.threads = threads;
            this.trainer = new Trainer(recipe(hidden, density), data, threads);
        }

        /// Runs steps and keeps the median, which leaves validation out.
        void round(int steps, boolean counts) {
            double[] millis = new double[steps];
            for (int i = 0; i < steps; i++) {
                long start = System.nanoTime();
                trainer.step(_ -> {});
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
            if (counts) {
                medians.add(new Sample(millis).median());
            }
        }

        Sample sample() {
            return new Sample(medians.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }

    private StepBench() {}

    static void run(boolean quick) {
        Recipe any = Samples.first().recipe();
        LoadedData data = any.data().load(new BundledData());
        List<Case> cases = new ArrayList<>();
        for (double density :
                quick ? new double[] {.1, .01} : new double[] {1, .1, .05, .02, .01}) {
            for (int threads = 1; threads <= 2; threads++) {
                cases.add(new Case("step-784-1000-1000-1000-10", WIDE, density, threads, data));
            }
        }
        for (int threads = 1; threads <= 2; threads++) {
            cases.add(new Case("step-784-300-100-10", SMALL, .1, threads, data));
        }
        cases.forEach(c -> c.round(quick ? 300 : 500, false));
        List<Double> peaks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Machine.peak();
        }
        for (int round = 0; round < (quick ? 5 : 9); round++) {
            cases.forEach(c -> c.round(quick ? 40 : 60, true));
            peaks.add(Machine.peak());
        }
        for (int i = 0; i < cases.size(); i += 2) {
            Case one = cases.get(i);
            for (Case c : cases.subList(i, i + 2)) {
                Outcome.lower(
                                c.name,
                                c.density,
                                c.threads,
                                c.sample(),
                                "filigree-1-thread",
                                one.sample().median(),
                                "ms")
                        .print();
            }
        }
        var peak = new Sample(peaks.stream().mapToDouble(Double::doubleValue).toArray());
        Outcome.higher("fma-peak", 1, 1, peak, "itself", peak.median(), "GFLOP/s").print();
        cases.forEach(c -> c.trainer.close());
    }

    private static Recipe recipe(List<Integer> hidden, double density) {
        Recipe base = Samples.first().recipe().with("network.hidden", hidden).with("epochs", 1000);
        return base.with(
                "maskUpdater",
                density == 1
                        ? Map.of("method", "dense")
                        : Map.of(
                                "method",
                                "static",
                                "sparsity",
                                1 - density,
                                "distribution",
                                Map.of("method", "uniform")));
    }
}
