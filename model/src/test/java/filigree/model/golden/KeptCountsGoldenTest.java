package filigree.model.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import filigree.model.sparsity.Allocation;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeptCountsGoldenTest {
    static Stream<Golden.Case> cases() {
        return Golden.cases("kept-counts");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void roundsHalfUpAndKeepsOne(Golden.Case c) {
        c.with("n", "sparsity", "kept");
        assertEquals(c.whole("kept"), Allocation.activeCount(c.whole("n"), c.number("sparsity")));
    }
}
