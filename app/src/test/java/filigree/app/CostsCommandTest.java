package filigree.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.file.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostsCommandTest {
    @TempDir private Path folder = Path.of("");

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private CommandRun call(String... arguments) {
        CommandRun run = CommandRun.of(folder.resolve("home"), Locale.ENGLISH, arguments);
        assertEquals(ExitCode.DONE, run.code(), run.err());
        return run;
    }

    private static Map<String, @Nullable Object> last(CommandRun run) {
        return Json.parse("line", run.lastLine());
    }

    @Test
    void theSummaryOfATrainingHasWhatTheCommandCounts() {
        Map<String, @Nullable Object> trained =
                last(
                        call(
                                "train",
                                "digits-rigl-80",
                                "--set",
                                "steps=30",
                                "--out",
                                at("run"),
                                "--json"));
        CommandRun counted = call("costs", at("run"), "--json");
        Map<String, @Nullable Object> costs = last(counted);
        for (String key :
                List.of(
                        "trainingFlops",
                        "denseTrainingFlops",
                        "inferenceFlops",
                        "denseInferenceFlops",
                        "bytes",
                        "smallest",
                        "fewestBytes")) {
            assertEquals(costs.get(key), Objects.requireNonNull(trained.get(key), key), key);
        }
        assertFalse(trained.containsKey("exchange"), "nobody shares a batch");
        assertEquals(2 * 6_464, costs.get("denseInferenceFlops"));
        assertEquals(4, counted.out().lines().count(), "three layers and all of them");
        assertTrue(costs.get("zippedBytes") instanceof Number n && n.longValue() < 4 * 6_464);
    }

    @Test
    void bytesOnTheWireAreInTheSummary() {
        Map<String, @Nullable Object> trained =
                last(
                        call(
                                "train",
                                "digits-rigl-80",
                                "--set",
                                "steps=20",
                                "--set",
                                "batch=48",
                                "--set",
                                "gradients=data-parallel",
                                "--out",
                                at("run"),
                                "--json"));
        assertTrue(trained.get("exchange") instanceof Map<?, ?>, trained.toString());
        Map<?, ?> exchange = (Map<?, ?>) Objects.requireNonNull(trained.get("exchange"));
        assertEquals(4, exchange.get("workers"));
        assertEquals(20, exchange.get("step"));
        double dense = ((Number) Objects.requireNonNull(exchange.get("denseBytes"))).doubleValue();
        assertEquals(1.5 * dense, exchange.get("ringBytes"));
    }

    @Test
    void aTableMarksTheSmallestFormatAndSaysWhatIsCounted() {
        call("train", "digits-rigl-80", "--set", "steps=20", "--out", at("run"));
        String text = call("costs", at("run"), "--bits", "8").out();
        assertTrue(text.contains("fc1") && text.contains("* "), text);
        assertTrue(text.contains("Bytes with 8 bits a value"), text);
        assertTrue(text.contains("Training as executed"), text);
        assertTrue(text.contains("Zipped (deflate"), text);
    }

    @Test
    void aRecipeIsCountedAsPlanned() {
        String fixed = call("costs", "digits-rigl-80").out();
        assertTrue(fixed.contains("Training as planned") && fixed.contains("fc3"), fixed);
        String moving = call("costs", "digits-rigl-80", "--set", "maskUpdater=magnitude").out();
        assertTrue(moving.contains("once it is a run"), moving);
        assertTrue(moving.contains("Training as planned"), moving);
        CommandRun refused =
                CommandRun.of(
                        folder.resolve("home"),
                        Locale.ENGLISH,
                        "costs",
                        "digits-rigl-80",
                        "--bits",
                        "33");
        assertEquals(ExitCode.REFUSED, refused.code());
        assertTrue(refused.err().contains("1 to 32"), refused.err());
    }
}
