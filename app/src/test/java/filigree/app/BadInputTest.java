package filigree.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadInputTest {
    private static final List<String> IDX =
            List.of(
                    "train-images-idx3-ubyte",
                    "train-labels-idx1-ubyte",
                    "t10k-images-idx3-ubyte",
                    "t10k-labels-idx1-ubyte");

    @TempDir private Path folder = Path.of("");

    @Test
    void aMissingRecipeIsNamed() {
        refused("none.json", "train", folder.resolve("none.json").toString());
    }

    @Test
    void aRecipeCutShortIsNamedWithLineAndColumn() throws IOException {
        String text = refused("cut.json", "train", file("cut.json", "{ \"version\": 1, "));
        assertTrue(text.contains("line 1"), text);
    }

    @Test
    void noiseAsRecipeIsNamed() throws IOException {
        byte[] noise = new byte[100];
        new Random(1).nextBytes(noise);
        Path file = Files.write(folder.resolve("noise.json"), noise);
        refused("noise.json", "train", file.toString());
    }

    @Test
    void anUnknownKeyComesWithFileAndNearestKey() throws IOException {
        String recipe = file("typo.json", "{ \"version\": 1, \"sead\": 3 }");
        String text = refused("seed", "train", recipe);
        assertTrue(text.contains("typo.json"), text);
    }

    @Test
    void aDuplicateKeyIsNamed() throws IOException {
        refused("seed", "train", file("twice.json", "{ \"seed\": 3, \"seed\": 4 }"));
    }

    @Test
    void manyProblemsAreShortened() throws IOException {
        String recipe =
                file("many.json", "{ \"aaaa\": 1, \"bbbb\": 1, \"cccc\": 1, \"batch\": 0 }");
        String text = refused("aaaa", "train", recipe);
        assertTrue(text.contains("And 3 more problems"), text);
    }

    @Test
    void aSparsityOutOfRangeIsNamed() {
        refused("1.5", "train", "fashion-rigl-90", "--set", "maskUpdater.sparsity=1.5");
    }

    @Test
    void anUnknownPathComesWithTheNearest() {
        refused("maskUpdater", "train", "digits-rigl-80", "--set", "maskUpdatr.sparsity=0.5");
        refused("sparsity", "train", "digits-rigl-80", "--set", "maskUpdater.sparsty=0.5");
        refused("rigl", "train", "digits-rigl-80", "--set", "maskUpdater=rigle");
    }

    @Test
    void aSettingWithoutValueIsExplained() {
        refused("--set", "train", "digits-rigl-80", "--set", "steps");
    }

    @Test
    void aNegativeSeedIsRefused() {
        refused("-1", "train", "digits-rigl-80", "--seed", "-1");
    }

    @Test
    void impossibleThreadsAreRefused() {
        refused("--threads", "train", "digits-rigl-80", "--threads", "0");
        refused("--threads", "train", "digits-rigl-80", "--threads", "many");
    }

    @Test
    void anUnknownSampleComesWithTheNearest() {
        refused("fashion-rigl-90", "train", "fashion-rigl-9");
        refused("filigree samples", "train", "something-else-entirely");
    }

    @Test
    void anUnknownMethodComesWithTheNearest() {
        refused("rigl", "methods", "rigle");
    }

    @Test
    void anUnknownCommandOrOptionIsNamed() {
        refused("trian", "trian");
        refused("--sed", "train", "digits-rigl-80", "--sed", "1");
        refused("RECIPE", "train");
        refused("--seed", "train", "digits-rigl-80", "--seed");
        refused("fr", "samples", "--lang", "fr");
    }

    @Test
    void dataOfTheWrongFormatIsNamed() throws IOException {
        for (String name : IDX) {
            Files.write(folder.resolve(name), new byte[64]);
        }
        refused("ubyte", "train", "fashion-rigl-90", "--set", "data.folder=" + folder);
    }

    @Test
    void compressedDataCutShortIsNamed() throws IOException {
        byte[] header = {31, (byte) 139, 8, 0, 0, 0, 0, 0, 0, 0};
        for (String name : IDX) {
            Files.write(folder.resolve(name + ".gz"), header);
        }
        refused(
                "train-images-idx3-ubyte",
                "train",
                "fashion-rigl-90",
                "--set",
                "data.folder=" + folder);
    }

    @Test
    void aFolderThatHoldsARunIsNotOverwritten() throws IOException {
        Path run = Files.createDirectories(folder.resolve("run"));
        Files.writeString(run.resolve("run.json"), "kept");
        refused(run.toString(), "train", "digits-rigl-80", "--out", run.toString());
        assertEquals("kept", Files.readString(run.resolve("run.json")));
    }

    @Test
    void aFolderWithoutARunCannotBeReplayedOrReported() {
        refused(folder.toString(), "replay", folder.toString());
        refused(folder.toString(), "report", folder.toString());
    }

    @Test
    void aRefusedRecipeLeavesNoFolder() {
        Path out = folder.resolve("out");
        refused("0", "train", "digits-rigl-80", "--set", "batch=0", "--out", out.toString());
        assertFalse(Files.exists(out));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8).toString();
    }

    /// Checks exit code and shape of the message in both languages.
    ///
    /// @param word that the message must hold
    /// @return the English one
    private String refused(String word, String... arguments) {
        String english = refused(Locale.ENGLISH, word, arguments);
        String chinese = refused(Locale.SIMPLIFIED_CHINESE, word, arguments);
        assertNotEquals(english, chinese);
        return english;
    }

    private String refused(Locale locale, String word, String... arguments) {
        CommandRun run = CommandRun.of(folder.resolve("home"), locale, arguments);
        assertEquals(ExitCode.REFUSED, run.code(), run.err());
        assertEquals("", run.out());
        assertTrue(run.err().contains(word), run.err());
        assertFalse(run.err().contains("Exception"), run.err());
        assertFalse(run.err().contains("{"), run.err());
        assertTrue(run.err().lines().count() <= 3, run.err()); // and one line of Java's own
        return run.err();
    }
}
