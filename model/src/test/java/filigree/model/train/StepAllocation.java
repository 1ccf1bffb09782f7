package filigree.model.train;

import com.sun.management.ThreadMXBean;
import filigree.model.data.DataFiles;
import filigree.model.data.LoadedData;
import filigree.model.recipe.Recipe;
import filigree.model.sparsity.Uniform;
import filigree.model.topology.MaskUpdater;
import filigree.model.topology.StaticSparse;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Trains until steps are compiled and says how many bytes one allocates; [StepAllocationTest] runs
/// it in a machine of its own, where nothing else has shaped what the compiler knows.
///
/// Arguments: `mlp`, `lenet-5`, `vgg`, `resnet` or `gpt`, whether weights behind the mask live,
/// optimizer, sparsity.
final class StepAllocation {
    private static final int CHANCES = 60;
    private static final int STEPS = 20;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private StepAllocation() {}

    public static void main(String... arguments) throws InterruptedException {
        String network = arguments[0];
        double sparsity = Double.parseDouble(arguments[3]);
        MaskUpdater updater =
                Boolean.parseBoolean(arguments[1])
                        ? new Living(sparsity, 0)
                        : new StaticSparse(sparsity, new Uniform());
        Recipe recipe = recipe(network, arguments[2], updater);
        try (var trainer = new Trainer(recipe, data(network, recipe), 2)) {
            int warmUp = network.equals("mlp") ? 100 : 10;
            System.out.println(new StepAllocation().least(trainer, warmUp));
        }
    }

    private static LoadedData data(String network, Recipe recipe) {
        return switch (network) {
            case "mlp" -> Quadrants.data();
            case "gpt" -> recipe.data().load(DataFiles.in(Path.of("")));
            default -> Stripes.data();
        };
    }

    private static Object network(String name) {
        return switch (name) {
            case "mlp" -> Map.of("method", "mlp", "hidden", List.of(190, 150));
            case "vgg" -> Stripes.normalised().get(0);
            case "resnet" -> Stripes.normalised().get(1);
            case "gpt" -> Map.of("method", "gpt", "layers", 1, "width", 32, "heads", 2);
            default -> name;
        };
    }

    /// Returns the fewest bytes that a step has allocated once it had its chances.
    private long least(Trainer trainer, int warmUp) throws InterruptedException {
        Quadrants.step(trainer, 1);
        List<Thread> workers =
                Thread.getAllStackTraces().keySet().stream()
                        .filter(t -> t.getName().startsWith("worker-"))
                        .toList();
        if (workers.isEmpty()) {
            throw new IllegalStateException("no worker threads");
        }
        long bytes = Long.MAX_VALUE;
        for (int chance = 0; chance < CHANCES && bytes > 0; chance++) {
            Quadrants.step(trainer, warmUp);
            Thread.sleep(chance); // lets the compiler have the processor
            bytes = Math.min(bytes, ofQuietSteps(trainer, workers) / STEPS);
            if (bytes <= StepAllocationTest.LIMIT) {
                break;
            }
        }
        return bytes;
    }

    /// Bytes of all threads in some steps which neither measure nor begin an epoch.
    private long ofQuietSteps(Trainer trainer, List<Thread> workers) {
        long bytes = 0;
        long perEpoch = trainer.stepsPerEpoch();
        var cadence = new Cadence(perEpoch, trainer.steps());
        for (int quiet = 0; quiet < STEPS; ) {
            boolean begins = trainer.step() % perEpoch == 0;
            boolean measures = cadence.isDue(trainer.step() + 1);
            long before = allocated(workers);
            Quadrants.step(trainer, 1);
            if (!begins && !measures) {
                bytes += allocated(workers) - before;
                quiet++;
            }
        }
        return bytes;
    }

    private long allocated(List<Thread> workers) {
        long sum = 0;
        for (int i = 0; i < workers.size(); i++) {
            sum += threads.getThreadAllocatedBytes(workers.get(i).threadId());
        }
        return sum + threads.getCurrentThreadAllocatedBytes();
    }

    private static Recipe recipe(String network, String optimizer, MaskUpdater updater) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", network);
        tree.put("batch", network.equals("mlp") ? 64 : network.equals("gpt") ? 8 : 16);
        tree.put("epochs", 1_000_000);
        tree.put(
                "data",
                network.equals("gpt")
                        ? Map.of("method", "markov-text", "characters", 20_000, "context", 16)
                        : Map.of("method", "digits", "validation", 10));
        tree.put("network", network(network));
        tree.put("optimizer", Map.of("method", optimizer, "rate", "constant", "peak", 0.001));
        Recipe r = Recipe.fromTree(tree);
        return new Recipe(
                r.name(),
                r.seed(),
                r.batch(),
                r.epochs(),
                r.steps(),
                r.data(),
                r.network(),
                r.init(),
                r.loss(),
                r.optimizer(),
                updater,
                r.regularizer(),
                r.quantizer(),
                r.gradients());
    }
}
