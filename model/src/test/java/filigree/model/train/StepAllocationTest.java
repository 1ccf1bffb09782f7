package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.ChildJvm;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A training step makes no objects, whatever the network.
class StepAllocationTest {
    private static final int MACHINES = 2; // compilation may come too late on a busy machine
    // Compiles after a tenth of the usual counts: less to wait for, and harder, since C2 then knows
    // less about which calls are frequent.
    private static final String SOON = "-XX:CompileThresholdScaling=0.1";
    private static final String UNCHECKED = "--enable-native-access=ALL-UNNAMED";
    static final long LIMIT = 64; // bytes a step: less than one vector that C2 put into a box

    /// One step in an epoch shuffles the next one, and some measure; all others allocate nothing,
    /// on any thread, once they are compiled. Compilation comes late on a busy machine, so there
    /// are many chances.
    @ParameterizedTest
    @CsvSource({
        "mlp, false, sgd, 0.9",
        "mlp, false, sgd, 0",
        "mlp, true, adam, 0.9",
        "lenet-5, false, sgd, 0.8",
        "lenet-5, true, adam, 0.8",
        "resnet, false, sgd, 0.8",
        "gpt, false, adamw, 0.5"
    })
    void aStepAllocatesNoMoreThanAFewNumbers(
            String network, String masked, String optimizer, String sparsity) {
        long bytes = Long.MAX_VALUE;
        for (int machine = 0; machine < MACHINES && bytes > LIMIT; machine++) {
            var result =
                    ChildJvm.run(
                            StepAllocation.class,
                            List.of(SOON, UNCHECKED),
                            network,
                            masked,
                            optimizer,
                            sparsity);
            assertEquals(0, result.exitCode(), result.output());
            bytes = Long.parseLong(result.lastLine());
        }
        assertTrue(bytes <= LIMIT, bytes + " bytes a step");
    }
}
