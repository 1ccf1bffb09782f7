package filigree.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.file.Json;
import filigree.model.recipe.Recipe;
import filigree.model.train.Command;
import filigree.model.train.RunReader;
import filigree.model.train.RunState;
import filigree.samples.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A run has the same weights wherever it is done.
@Timeout(120)
class SameBitsEverywhereTest {
    @TempDir private Path home = Path.of("");

    @Test
    void theWindowAndTheCommandLineTrainTheSameWeights() throws Exception {
        Recipe recipe = Samples.find("digits-rigl-80").orElseThrow().recipe().with("epochs", 4);
        Path window = trainedInTheWindow(recipe);
        Path file = home.resolve("recipe.json");
        Files.writeString(file, Json.write(recipe.toTree()));
        for (int threads = 1; threads <= 2; threads++) {
            Path folder = home.resolve("threads-" + threads);
            var run =
                    CommandRun.of(
                            home,
                            Locale.ENGLISH,
                            "train",
                            file.toString(),
                            "--threads",
                            String.valueOf(threads),
                            "--out",
                            folder.toString());
            assertEquals(ExitCode.DONE, run.code(), run.err());
            assertSameNewestCheckpoint(window, folder);
        }
    }

    private Path trainedInTheWindow(Recipe recipe) throws Exception {
        try (var lab = Laboratory.open(home, recipe)) {
            lab.run().submit(new Command.Pace(0));
            lab.click("view-2");
            lab.waitUntil("the end", () -> lab.run().latest().state() == RunState.FINISHED);
            return lab.run().folder().orElseThrow();
        }
    }

    private static void assertSameNewestCheckpoint(Path one, Path other) throws Exception {
        Path expected = new RunReader(one).newestCheckpoint().orElseThrow();
        Path actual = new RunReader(other).newestCheckpoint().orElseThrow();
        assertEquals(expected.getFileName(), actual.getFileName());
        assertTrue(Files.size(expected) > 10_000, "no weights in " + expected);
        assertEquals(-1, Files.mismatch(expected, actual), other + " differs");
    }
}
