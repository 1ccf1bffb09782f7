package filigree.model.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.data.Dataset;
import filigree.model.data.ImageShape;
import filigree.model.data.LoadedData;
import filigree.model.metric.Costs;
import filigree.model.metric.Stored;
import filigree.model.recipe.Recipe;
import filigree.model.sparsity.Mask;
import filigree.model.topology.MaskUpdater;
import filigree.model.train.Run;
import filigree.model.train.RunReader;
import filigree.model.train.Trainer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunCostsTest {
    private static final int IMAGE_WEIGHTS = 64 * 24 + 24 * 10;

    @TempDir private Path folder = Path.of("");

    private RunReader train(Map<String, Object> updater) {
        TinyRuns.train(folder, TinyRuns.recipe("costs", 3, updater), (_, _) -> {});
        return new RunReader(folder);
    }

    private static Map<String, Object> updater(String id) {
        return switch (id) {
            case "static", "dense", "snip" -> Map.of("method", id);
            case "rigl-7" -> Map.of("method", "rigl", "every", 10, "growthBatches", 7);
            case "rigl-large" -> large(Map.of("every", 10));
            case "rigl-epochs" -> large(Map.of("everyEpochs", 0.5));
            case "regrowing" -> Map.of("method", "magnitude", "every", 10, "mayReturn", true);
            default -> Map.of("method", id, "every", 10);
        };
    }

    private static Map<String, Object> large(Map<String, Object> interval) {
        Map<String, Object> updater = new HashMap<>(interval);
        updater.put("method", "rigl");
        updater.put("growthBatches", 3);
        updater.put("growthGradient", "large-batch");
        return updater;
    }

    /// Step by step from the masks: where all weights have a gradient is written down here.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "static",
                "dense",
                "rigl",
                "rigl-7",
                "rigl-large",
                "rigl-epochs",
                "set",
                "snfs",
                "magnitude",
                "regrowing"
            })
    void trainingIsCountedAsItWasExecuted(String id) {
        RunReader run = train(updater(id));
        TopologyPlayback playback = TopologyPlayback.of(run).orElseThrow();
        Set<Long> updates = new HashSet<>();
        run.topologyFiles().forEach(f -> updates.add(UpdateCounts.stepOf(f)));
        double flops = 0;
        for (long step = 0; step < TinyRuns.STEPS; step++) {
            List<Mask> masks = playback.masksAt(step);
            long f = 2L * masks.stream().mapToInt(Mask::activeCount).sum();
            boolean dense = false;
            for (long ahead = 0; ahead < 7; ahead++) {
                dense |= id.equals("rigl-7") && updates.contains(step + ahead);
            }
            dense |= id.equals("rigl") && updates.contains(step);
            dense |= id.equals("snfs") && step <= TinyRuns.STEPS * 0.75;
            dense |= id.equals("regrowing");
            boolean large = updates.contains(step) && updater(id).containsKey("growthGradient");
            flops += large ? 3 * (2 * f + 2 * IMAGE_WEIGHTS) : 2 * f;
            flops += large ? 0 : dense ? 2 * IMAGE_WEIGHTS : f;
        }
        RunCosts costs = RunCosts.read(run, 32);
        assertEquals(flops, costs.training().orElseThrow().perSample(), 1e-6 * flops);
        assertEquals(
                3.0 * 2 * IMAGE_WEIGHTS * TinyRuns.STEPS * 20,
                costs.training().orElseThrow().denseTotal());
        assertEquals(20, costs.training().orElseThrow().samples());
        boolean fixed = !id.equals("magnitude") && !id.equals("regrowing");
        RunCosts planned = planned(updater(id));
        assertEquals(fixed, !planned.layers().isEmpty());
        if (fixed && !id.equals("rigl-epochs")) { // known before; epochs of that data differ
            assertEquals(flops, planned.training().orElseThrow().perSample(), 1e-6 * flops);
            assertEquals(costs.costs().forwardFlops(), planned.costs().forwardFlops());
        }
    }

    private static RunCosts planned(Map<String, Object> updater) {
        Recipe recipe = Recipe.fromTree(TinyRuns.recipe("planned", 3, updater));
        var pixels = new byte[620 * 64];
        var labels = new byte[620];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 7 % 16);
            labels[i / 64] = (byte) (i / 64 % 10);
        }
        var data = new Dataset("digits", new ImageShape(8, 8, 1), 10, 16, pixels, labels);
        try (var trainer = new Trainer(recipe, new LoadedData(data, data, false), 1)) {
            var first = new Run(trainer, Optional.empty(), Run.Options.paused()).latest();
            return RunCosts.planned(trainer, first, 32);
        }
    }

    /// With an update each T + 1 steps up to the end, the plan has RigL's mean.
    @Test
    void plansHaveTheFormulasOfThePapers() {
        RunCosts rigl = planned(Map.of("method", "rigl", "every", 12, "end", 1));
        Costs costs = rigl.costs();
        double updates = 9; // at 12, 24, ..., 108 of 120 steps
        assertEquals(
                costs.riglTrainingFlops(11) * 12 * updates
                        + costs.sparseTrainingFlops() * (TinyRuns.STEPS - 12 * updates),
                rigl.training().orElseThrow().perSample(),
                1e-6 * rigl.training().orElseThrow().perSample());
        RunCosts snfs = planned(Map.of("method", "snfs", "every", 12, "end", 1));
        assertEquals(
                snfs.costs().denseGradientTrainingFlops() * TinyRuns.STEPS,
                snfs.training().orElseThrow().perSample(),
                1e-9 * snfs.training().orElseThrow().perSample());
        RunCosts pruned = planned(Map.of("method", "magnitude", "every", 10));
        MaskUpdater updater =
                Recipe.fromTree(TinyRuns.recipe("x", 1, Map.of("method", "magnitude", "every", 10)))
                        .maskUpdater();
        Costs dense = planned(Map.of("method", "dense")).costs();
        assertEquals(
                TinyRuns.STEPS
                        * dense.pruningTrainingFlops(
                                TinyRuns.STEPS,
                                t -> updater.plannedSparsity(t, TinyRuns.STEPS).orElseThrow()),
                pruned.training().orElseThrow().perSample(),
                1e-6 * pruned.training().orElseThrow().perSample());
        assertTrue(pruned.layers().isEmpty(), "masks that are not known yet are not counted");
        assertTrue(planned(Map.of("method", "lottery-ticket")).training().isEmpty());
    }

    @Test
    void bytesOfAllLayersAreTheirSumAndTheReportMarksTheSmallest() {
        RunReader run = train(updater("rigl"));
        for (int bits : new int[] {32, 8, 3}) {
            RunCosts costs = RunCosts.read(run, bits);
            for (Stored sum : costs.stored()) {
                long own = 0;
                for (RunCosts.Layer layer : costs.layers()) {
                    own +=
                            layer.stored().stream()
                                    .filter(s -> s.id().equals(sum.id()))
                                    .mapToLong(Stored::bytes)
                                    .sum();
                }
                assertEquals(own, sum.bytes(), sum.id());
                assertTrue(costs.fewestBytes() <= sum.bytes());
            }
            assertTrue(costs.stored().stream().anyMatch(s -> s.id().equals("csr")));
            assertTrue(costs.zipped().orElseThrow().dense() < 4 * IMAGE_WEIGHTS);
        }
        String text = report().text();
        assertTrue(text.contains("Bytes in every format"), text);
        for (RunCosts.Layer layer : RunCosts.read(run, 32).layers()) {
            Stored smallest = Stored.smallest(layer.stored());
            String marked = "* " + String.format(Locale.ROOT, "%.1f", smallest.bytes() / 1024.0);
            assertTrue(text.contains(marked), marked);
        }
    }

    private Parsed report() {
        return Parsed.of(
                Report.write(List.of(folder), folder.resolve("report.html"), Locale.ENGLISH));
    }

    @Test
    void theReportSaysWhatWorkersSent() {
        Map<String, Object> recipe = TinyRuns.recipe("shared", 3, TinyRuns.rigl());
        recipe.put(
                "gradients",
                Map.of("method", "data-parallel", "workers", 4, "compression", "top-k"));
        TinyRuns.train(folder, recipe, (_, _) -> {});
        var last = new RunReader(folder).metrics().getLast();
        double sent =
                ((Number) java.util.Objects.requireNonNull(last.get("sentBytes"))).doubleValue();
        List<String> row = report().row("Sent by each worker");
        assertEquals(String.format(Locale.ROOT, "%,.1f KiB", sent / 1024), row.get(1));
        assertTrue(row.get(2).contains("4 workers"), row.toString());
    }
}
