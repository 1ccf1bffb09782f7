package filigree.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.file.Json;
import filigree.model.train.RunReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What can be asked of a run after its training: `quantize` and `sensitivity`.
class PostTrainingCommandsTest {
    @TempDir private Path folder = Path.of("");

    private String train(String... settings) {
        List<String> all = new ArrayList<>(List.of("train", "digits-rigl-80", "--out"));
        all.add(folder.resolve("run").toString());
        for (String setting : settings) {
            all.addAll(List.of("--set", setting));
        }
        CommandRun run = call(all.toArray(String[]::new));
        assertEquals(ExitCode.DONE, run.code(), run.err());
        return folder.resolve("run").toString();
    }

    private CommandRun call(String... arguments) {
        return CommandRun.of(folder.resolve("home"), Locale.ENGLISH, arguments);
    }

    private List<Map<String, @Nullable Object>> lines(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--json";
        CommandRun run = call(all);
        assertEquals(ExitCode.DONE, run.code(), run.err());
        return run.out().lines().map(line -> Json.parse("line", line)).toList();
    }

    private static double number(Map<?, ?> line, String key) {
        return ((Number) Objects.requireNonNull(line.get(key), key)).doubleValue();
    }

    private double validationOf(String run, String key) {
        Object said = new RunReader(Path.of(run)).state().get("validation");
        return said instanceof Map<?, ?> map ? number(map, key) : Double.NaN;
    }

    @Test
    void roundingIsMeasuredLayerByLayerAndTogether() {
        String run = train("steps=150");
        List<Map<String, @Nullable Object>> all = lines("quantize", run, "--bits", "2,8");
        var layers = all.stream().filter(l -> l.containsKey("lossAlone")).toList();
        assertEquals(
                List.of("fc1", "fc1", "fc2", "fc2", "fc3", "fc3"),
                layers.stream().map(l -> l.get("layer")).toList());
        var together = all.stream().filter(l -> l.containsKey("layerBits")).toList();
        assertEquals(List.of(32, 32, 32), together.get(0).get("layerBits"));
        double whole = number(together.get(0), "validationLoss");
        assertEquals(validationOf(run, "loss"), whole);
        assertEquals(validationOf(run, "accuracy"), number(together.get(0), "validationAccuracy"));
        // everything before the last layer and itself is everything
        assertEquals(
                number(together.get(2), "validationLoss") - whole,
                number(layers.get(5), "lossAccumulated"));
        assertEquals(number(layers.get(1), "lossAlone"), number(layers.get(1), "lossAccumulated"));
        assertTrue(number(layers.get(5), "lossAlone") > number(layers.get(4), "lossAlone"));
        Map<String, @Nullable Object> integer = all.getLast();
        assertEquals(List.of(8, 8, 8), integer.get("integerBits"));
        assertEquals(250.0, number(integer, "examples"));
        assertTrue(number(integer, "differ") <= 1, integer.toString());
        assertEquals(
                number(together.get(0), "validationAccuracy"),
                number(integer, "integerAccuracy"),
                0.02);
    }

    @Test
    void keptWeightsAreNotRounded() {
        String run = train("steps=60");
        for (var line : lines("quantize", run, "--bits", "2", "--keep", "1")) {
            if (line.containsKey("lossAlone")) {
                assertEquals(0, number(line, "lossAlone"), 0);
                assertEquals(0, number(line, "lossAccumulated"), 0);
            }
        }
        var some =
                lines("quantize", run, "--bits", "2", "--keep", "0.2").stream()
                        .filter(l -> List.of(2, 2, 2).equals(l.get("layerBits")))
                        .toList();
        assertEquals(List.of(0.2, 0.0), some.stream().map(l -> l.get("keep")).toList());
        assertTrue(number(some.get(0), "validationLoss") < number(some.get(1), "validationLoss"));
        assertTrue(number(some.get(0), "bytes") > number(some.get(1), "bytes"));
    }

    @Test
    void bitsAreChosenToFitAndComputedInWholeNumbers() {
        String run = train("steps=60");
        var all = lines("quantize", run, "--bits", "2,3,4,8");
        double eight = 0;
        double two = 0;
        for (var line : all) {
            eight = List.of(8, 8, 8).equals(line.get("layerBits")) ? number(line, "bytes") : eight;
            two = List.of(2, 2, 2).equals(line.get("layerBits")) ? number(line, "bytes") : two;
        }
        long budget = Math.round((eight + two) / 2);
        var chosen = lines("quantize", run, "--bits", "2,3,4,8", "--bytes", Long.toString(budget));
        var choice = chosen.stream().filter(l -> l.containsKey("budget")).findFirst().orElseThrow();
        assertTrue(number(choice, "bytes") <= budget, choice.toString());
        assertEquals(choice.get("layerBits"), chosen.getLast().get("integerBits"));
        CommandRun text = call("quantize", run, "--bits", "2,8", "--bytes", Long.toString(budget));
        assertTrue(text.out().contains("Within "), text.out());
        assertTrue(text.out().contains("In whole numbers, weights of 8 bits"), text.out());
        CommandRun few = call("quantize", run, "--bits", "2", "--bytes", "10");
        assertEquals(ExitCode.REFUSED, few.code());
        assertTrue(few.err().contains("do not fit into 10 bytes"), few.err());
    }

    @Test
    void aNetworkWithoutAFormInWholeNumbersSaysSo() {
        String run = train("steps=5", "network=resnet", "network.depth=8", "network.width=4");
        CommandRun out = call("quantize", run, "--bits", "8");
        assertEquals(ExitCode.DONE, out.code(), out.err());
        assertTrue(out.out().contains("has no form in whole numbers"), out.out());
    }

    @Test
    void aRunWithItsOwnRoundingCanBeRoundedAgain() {
        String run = train("steps=40", "quantizer=lsq");
        assertEquals(
                List.of(8, 8, 8),
                lines("quantize", run, "--bits", "8").getLast().get("integerBits"));
    }

    @Test
    void eachLayerIsPrunedAlone() {
        String run = train("steps=100", "maskUpdater=dense");
        var points = lines("sensitivity", run, "--at", "0,0.5,1");
        assertEquals(9, points.size());
        for (int l = 0; l < 3; l++) {
            Map<String, @Nullable Object> none = points.get(3 * l);
            assertEquals("fc" + (l + 1), none.get("layer"));
            assertEquals(0.0, number(none, "sparsityBefore"));
            assertEquals(validationOf(run, "accuracy"), number(none, "validationAccuracy"));
            assertTrue(number(points.get(3 * l + 2), "validationAccuracy") < 0.3, "no layer left");
        }
        CommandRun table = call("sensitivity", run);
        assertTrue(table.out().contains("95.0 %"), table.out());
        assertEquals(5, table.out().lines().count(), table.out());
    }

    @Test
    void refusesWhatCannotBe() {
        String run = train("steps=5");
        for (String[] wrong :
                new String[][] {
                    {"quantize", run, "--bits", "9"},
                    {"quantize", run, "--keep", "1.5"},
                    {"quantize", run, "--granularity", "per-weight"},
                    {"sensitivity", run, "--at", "0.5,2"},
                    {"quantize", folder.toString()}
                }) {
            CommandRun refused = call(wrong);
            assertEquals(ExitCode.REFUSED, refused.code(), refused.out());
        }
    }
}
