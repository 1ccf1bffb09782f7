package filigree.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.file.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ShrinkCommandTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void aPrunedRunBecomesASmallerNetworkThatSaysTheSame() throws IOException {
        CommandRun trained =
                call(
                        "train",
                        "digits-rigl-80",
                        "--set",
                        "maskUpdater=structured",
                        "--set",
                        "maskUpdater.every=5",
                        "--set",
                        "steps=40",
                        "--out",
                        at("run"));
        assertEquals(ExitCode.DONE, trained.code(), trained.err());
        CommandRun shrunk = call("shrink", at("run"));
        assertEquals(ExitCode.DONE, shrunk.code(), shrunk.err());
        assertTrue(shrunk.out().contains("fc1: "), shrunk.out());
        assertTrue(shrunk.out().contains(" times as fast"), shrunk.out());
        for (String file : new String[] {"network.safetensors", "network.json", "recipe.json"}) {
            assertTrue(Files.size(folder.resolve("run/shrunk").resolve(file)) > 0, file);
        }
        CommandRun scripted = call("shrink", at("run"), "--out", at("small"), "--json");
        Map<String, ?> tree = Json.parse("summary", scripted.lastLine());
        Map<?, ?> before = part(tree, "before");
        Map<?, ?> after = part(tree, "after");
        assertEquals(before.get("validationAccuracy"), after.get("validationAccuracy"));
        assertTrue(number(after, "weights") < 0.6 * number(before, "weights"), tree.toString());
        assertTrue(number(tree, "largestDifference") <= 1e-5 * number(tree, "largestOutput"));
        assertTrue(Files.exists(folder.resolve("small/network.json")));

        CommandRun again =
                call("train", at("small/recipe.json"), "--set", "steps=2", "--out", at("again"));
        assertEquals(ExitCode.DONE, again.code(), again.err());
    }

    private static Map<?, ?> part(Map<String, ?> tree, String key) {
        return (Map<?, ?>) Objects.requireNonNull(tree.get(key));
    }

    private static double number(Map<?, ?> tree, String key) {
        return ((Number) Objects.requireNonNull(tree.get(key))).doubleValue();
    }

    private CommandRun call(String... arguments) {
        return CommandRun.of(folder.resolve("home"), Locale.ENGLISH, arguments);
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }
}
