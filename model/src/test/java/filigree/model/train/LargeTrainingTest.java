package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A network with a layer of 100 million weights, 1 % of them active, trains in a small machine:
/// masks are updated by the gradients of all 100 million and a checkpoint is written.
class LargeTrainingTest {
    /// A dense copy of the layer would need 400 MB.
    private static final String HEAP = "-Xmx256m";

    /// Activations and the checkpoint read back: what is off heap counts here too.
    private static final String OFF_HEAP = "-XX:MaxDirectMemorySize=256m";

    /// The collector that rounds no object up to a region.
    private static final String EXACT = "-XX:+UseSerialGC";

    @Test
    void aHundredMillionWeightsTrainInHalfAGigabyte(@TempDir Path folder) {
        Map<String, String> said = train(folder, 2);

        assertEquals("[78400, 1000000, 1000]", said.get("counts"));
        assertEquals("2", said.get("updates"));
        assertTrue(Long.parseLong(said.get("moved")) > 200_000, "moved " + said.get("moved"));
        assertEquals("true", said.get("finite"));
        assertEquals("1000000", said.get("values"));
        assertEquals("1000000", said.get("momentum"));
        assertEquals("true", said.get("same"), "the mask in the checkpoint is the trainer's");
        double weightBytes = Double.parseDouble(said.getOrDefault("weightBytes", "NaN"));
        assertTrue(weightBytes < 21, weightBytes + " bytes an active weight");
        System.out.printf(
                "bytes of heap for an active weight: %.1f, with masks' history and all else %s;"
                        + " off heap %s%n",
                weightBytes, said.get("allBytes"), said.get("offHeap"));
    }

    private static Map<String, String> train(Path folder, int threads) {
        var result =
                ChildJvm.run(
                        LargeTraining.class,
                        List.of(HEAP, OFF_HEAP, EXACT),
                        folder.toString(),
                        Integer.toString(threads));
        assertEquals(0, result.exitCode(), result.output());
        return result.output()
                .lines()
                .filter(line -> line.contains(" "))
                .collect(
                        Collectors.toMap(
                                line -> line.substring(0, line.indexOf(' ')),
                                line -> line.substring(line.indexOf(' ') + 1),
                                (_, last) -> last));
    }
}
