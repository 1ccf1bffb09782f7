package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What training leaves behind, the garbage collector takes away, and the window waits for it.
class StepAllocationTest {
    private static final int CHANCES = 150;
    private static final long LIMIT = 88; // a step: less than one vector of 16 numbers in a box

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// One step in an epoch shuffles the next one, and some measure; all others allocate nothing,
    /// on any thread, once they are compiled. Compilation comes late on a busy machine, so there
    /// are many chances.
    @ParameterizedTest
    @CsvSource({
        "mlp, false, sgd, 0.9",
        "mlp, false, adam, 0",
        "mlp, true, sgd, 0.2",
        "mlp, true, adam, 0.9",
        "lenet-5, false, adam, 0.9",
        "lenet-5, true, sgd, 0.9"
    })
    void aStepAllocatesNoMoreThanAFewNumbers(
            String network, boolean masked, String optimizer, double sparsity)
            throws InterruptedException {
        MaskUpdater updater =
                masked ? new Living(sparsity, 0) : new StaticSparse(sparsity, new Uniform());
        boolean images = network.equals("lenet-5");
        NetworkSpec spec = images ? new LeNet5() : new Mlp(List.of(190, 150));
        LoadedData data = images ? Stripes.data() : Quadrants.data();
        try (var trainer = new Trainer(recipe(spec, optimizer, updater), data, 2)) {
            Quadrants.step(trainer, 1);
            List<Thread> workers =
                    Thread.getAllStackTraces().keySet().stream()
                            .filter(t -> t.getName().startsWith("worker-"))
                            .toList();
            assertFalse(workers.isEmpty());
            long bytes = Long.MAX_VALUE;
            for (int chance = 0; chance < CHANCES && bytes > 20 * LIMIT; chance++) {
                Quadrants.step(trainer, images ? 20 : 400);
                Thread.sleep(chance); // lets the compiler have the processor
                bytes = ofQuietSteps(trainer, workers, 20);
            }
            assertTrue(bytes <= 20 * LIMIT, bytes + " bytes in 20 steps");
        }
    }

    /// Bytes of all threads in some steps which neither measure nor begin an epoch.
    private long ofQuietSteps(Trainer trainer, List<Thread> workers, int count) {
        long bytes = 0;
        long perEpoch = trainer.stepsPerEpoch();
        var cadence = new Cadence(perEpoch, trainer.steps());
        for (int quiet = 0; quiet < count; ) {
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
