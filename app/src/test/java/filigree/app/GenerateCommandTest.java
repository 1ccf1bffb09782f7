package filigree.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.file.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class GenerateCommandTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void aLanguageModelIsTrainedAndGoesOnWithAText() throws IOException {
        Path recipe =
                Files.writeString(
                        folder.resolve("recipe.json"),
                        """
                        {"name": "letters", "batch": 8, "steps": 30,
                         "data": {"method": "markov-text", "characters": 9000, "context": 8},
                         "network": {"method": "gpt", "layers": 1, "width": 8, "heads": 2},
                         "optimizer": {"method": "adamw", "peak": 0.01},
                         "maskUpdater": {"method": "rigl", "sparsity": 0.5, "every": 10}}
                        """);
        CommandRun trained = call("train", recipe.toString(), "--out", at("run"));
        assertEquals(ExitCode.DONE, trained.code(), trained.err());
        assertTrue(trained.out().contains("Validation: perplexity "), trained.out());
        assertTrue(trained.out().contains(" characters that were set aside"), trained.out());

        CommandRun first = call("generate", at("run"), "abc", "--length", "20");
        assertEquals(ExitCode.DONE, first.code(), first.err());
        assertTrue(first.lastLine().matches("abc[a-h]{20}"), first.out());
        assertEquals(first, call("generate", at("run"), "abc", "--length", "20"));
        assertNotEquals(first, call("generate", at("run"), "abc", "--length", "20", "--seed", "2"));
        refused("has the character “!”", "generate", at("run"), "a!");
        refused("Choose a number from 0 up", "generate", at("run"), "a", "--temperature", "-1");
        refused("no run in", "generate", at("none"), "a");
        refused("PROMPT is missing", "generate", at("run"));
    }

    @Test
    void theSummaryForScriptsHasThePerplexityOfATextAlone() {
        CommandRun images =
                call("train", "digits-rigl-80", "--set", "steps=4", "--out", at("i"), "--json");
        assertEquals(ExitCode.DONE, images.code(), images.err());
        assertTrue(!images.lastLine().contains("erplexity"), images.lastLine());
        CommandRun text =
                call(
                        "train",
                        "kjv-gpt-rigl-80",
                        "--set",
                        "steps=2",
                        "--set",
                        "data.validationShare=0.001",
                        "--set",
                        "data.testShare=0.001",
                        "--out",
                        at("t"),
                        "--json");
        assertEquals(ExitCode.DONE, text.code(), text.err());
        var tree = Json.parse("summary", text.lastLine());
        double untrained =
                ((Number) java.util.Objects.requireNonNull(tree.get("testPerplexity")))
                        .doubleValue();
        assertTrue(untrained > 10 && untrained < 80, text.lastLine());
        refused("cannot go on with a text", "generate", at("i"), "a");
    }

    private CommandRun call(String... arguments) {
        return CommandRun.of(folder.resolve("home"), Locale.ENGLISH, arguments);
    }

    private void refused(String why, String... arguments) {
        CommandRun run = call(arguments);
        assertEquals(ExitCode.REFUSED, run.code());
        assertTrue(run.err().contains(why), run.err());
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }
}
