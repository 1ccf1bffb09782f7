package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.ChildJvm;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A training step of sparse linear layers makes no objects. Nearly full layers and convolutions
/// are not held to this yet: there C2 puts vectors into boxes in some machines and not in others.
class StepAllocationTest {
    private static final int MACHINES = 4; // in one of six or so C2 boxes vectors for good
    static final long LIMIT = 64; // bytes a step: less than one vector that C2 put into a box

    /// One step in an epoch shuffles the next one, and some measure; all others allocate nothing,
    /// on any thread, once they are compiled. Compilation comes late on a busy machine, so there
    /// are many chances.
    @ParameterizedTest
    @CsvSource({"mlp, false, sgd, 0.9", "mlp, false, adam, 0.95", "mlp, true, adam, 0.9"})
    void aStepAllocatesNoMoreThanAFewNumbers(
            String network, String masked, String optimizer, String sparsity) {
        long bytes = Long.MAX_VALUE;
        for (int machine = 0; machine < MACHINES && bytes > LIMIT; machine++) {
            var result =
                    ChildJvm.run(
                            StepAllocation.class, List.of(), network, masked, optimizer, sparsity);
            assertEquals(0, result.exitCode(), result.output());
            bytes = Long.parseLong(result.lastLine());
        }
        assertTrue(bytes <= LIMIT, bytes + " bytes a step");
    }
}
