package filigree.model.train;

import com.sun.management.ThreadMXBean;
import filigree.model.data.LoadedData;
import filigree.model.network.LeNet5;
import filigree.model.network.Mlp;
import filigree.model.network.NetworkSpec;
import filigree.model.recipe.Recipe;
import filigree.model.sparsity.Uniform;
import filigree.model.topology.MaskUpdater;
import filigree.model.topology.StaticSparse;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;

/// Trains until steps are compiled and says how many bytes one allocates; [StepAllocationTest] runs
/// it in a machine of its own, where nothing else has shaped what the compiler knows.
///
/// Arguments: `mlp` or `lenet-5`, whether weights behind the mask live, optimizer, sparsity.
final class StepAllocation {
    private static final int CHANCES = 60;
    private static final int STEPS = 20;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private StepAllocation() {}

    public static void main(String... arguments) throws InterruptedException {
        boolean images = arguments[0].equals("lenet-5");
        double sparsity = Double.parseDouble(arguments[3]);
        MaskUpdater updater =
                Boolean.parseBoolean(arguments[1])
                        ? new Living(sparsity, 0)
                        : new StaticSparse(sparsity, new Uniform());
        NetworkSpec spec = images ? new LeNet5() : new Mlp(List.of(190, 150));
        LoadedData data = images ? Stripes.data() : Quadrants.data();
        try (var trainer = new Trainer(recipe(spec, arguments[2], updater), data, 2)) {
            System.out.println(new StepAllocation().least(trainer, images ? 20 : 400));
        }
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

    private static Recipe recipe(NetworkSpec network, String optimizer, MaskUpdater updater) {
        Recipe r =
                Quadrants.recipe("static")
                        .with(
                                "optimizer",
                                Map.of("method", optimizer, "rate", Map.of("method", "constant")));
        return new Recipe(
                r.name(),
                r.seed(),
                network instanceof LeNet5 ? 16 : 64,
                1_000_000,
                0,
                r.data(),
                network,
                r.init(),
                r.loss(),
                r.optimizer(),
                updater,
                r.regularizer(),
                r.quantizer(),
                r.gradients());
    }
}
