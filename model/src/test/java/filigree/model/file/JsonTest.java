package filigree.model.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.error.UserFacingException;
import filigree.model.text.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @TempDir Path folder;

    @Test
    void readsEveryKindOfValueInOrder() {
        var tree =
                Json.parse(
                        "text",
                        """
                        {"z": 1, "a": [true, null, "x\\u00e9"], "m": {"l": 5000000000, "d": 0.1}}
                        """);
        assertEquals(List.of("z", "a", "m"), List.copyOf(tree.keySet()));
        assertEquals(1, tree.get("z"));
        assertEquals(Arrays.asList(true, null, "xé"), tree.get("a"));
        assertEquals(Map.of("l", 5_000_000_000L, "d", 0.1), tree.get("m"));
    }

    @Test
    void writesForPeopleAndForGit() {
        var tree = new LinkedHashMap<String, @Nullable Object>();
        tree.put("version", 1);
        tree.put("hidden", List.of(300, 100));
        tree.put("nothing", null);
        tree.put("empty", Map.of());
        tree.put("none", List.of());
        tree.put("runs", List.of(Map.of("seed", 1), Map.of("seed", 2)));
        tree.put("loss", Map.of("rate", 0.1f));
        assertEquals(
                """
                {
                  "version": 1,
                  "hidden": [300, 100],
                  "nothing": null,
                  "empty": {},
                  "none": [],
                  "runs": [{
                    "seed": 1
                  }, {
                    "seed": 2
                  }],
                  "loss": {
                    "rate": 0.1
                  }
                }
                """,
                Json.write(tree));
    }

    @Test
    void doublesSurviveWritingAndReading() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                var tree = Json.parse("text", Json.writeLine(Map.of("x", value)));
                assertEquals(value, tree.get("x"));
            }
        }
        assertEquals("{\"x\":0.1}", Json.writeLine(Map.of("x", 0.1)));
        assertEquals("{\"x\":-0.0}", Json.writeLine(Map.of("x", -0.0)));
        assertEquals("{\"x\":\"NaN\"}", Json.writeLine(Map.of("x", Double.NaN)));
    }

    @Test
    void namesLineAndColumnOfAMistake() throws IOException {
        Path file = folder.resolve("recipe.json");
        Files.writeString(file, "{\n  \"seed\": 1\n  \"batch\": 2\n}\n");
        String text = Refusal.of("json-syntax", () -> Json.parse(file));
        assertTrue(text.contains("recipe.json, line 3, column 3"), text);
    }

    @Test
    void namesADuplicateKey() {
        String text =
                Refusal.of(
                        "json-duplicate",
                        () -> Json.parse("r", "{\"a\":1,\n\"seed\":1,\"seed\":2}"));
        assertTrue(text.contains("“seed”") && text.contains("line 2"), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":01}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":1,}",
                "{\"a\":NaN}",
                "{\"a\":1 // x\n}",
                "{\"a\":",
                "{\"a\"",
                "{",
                "{\"a\":\"\n\"}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":tru}"
            })
    void refusesWhatIsNotJson(String text) {
        Refusal.of("json-syntax", () -> Json.parse("r", text));
    }

    @Test
    void garbageIsReadOrRefusedButNeverABug() {
        var random = new SplittableRandom(1);
        String alphabet = "{}[]:,\"\\u0019.-+eEtrufalsn \n\t/#é";
        int refused = 0;
        for (int i = 0; i < 4_000; i++) {
            var text = new StringBuilder("{\"a\": [1, -2.5e3, {\"b\": null}], \"c\": \"x\"}");
            for (int j = random.nextInt(1, 4); j > 0; j--) {
                text.setCharAt(
                        random.nextInt(text.length()),
                        alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                Json.parse("garbage", text.toString());
            } catch (UserFacingException _) {
                refused++;
            }
        }
        assertTrue(refused > 2_000 && refused < 4_000, "" + refused);
    }

    @Test
    void refusesMoreAfterTheObject() {
        Refusal.of("json-trailing", () -> Json.parse("r", "{} {}"));
        Refusal.of("json-not-object", () -> Json.parse("r", "[1]"));
        Refusal.of("json-empty", () -> Json.parse("r", " \n"));
    }

    @Test
    void refusesNumbersThatDoNotFit() {
        Refusal.of("json-number", () -> Json.parse("r", "{\"a\":9223372036854775808}"));
        Refusal.of("json-number", () -> Json.parse("r", "{\"a\":-1e999}"));
        Refusal.of("json-limit", () -> Json.parse("r", "{\"a\":" + "9".repeat(2000) + "}"));
        assertEquals(Long.MAX_VALUE, Json.parse("r", "{\"a\":9223372036854775807}").get("a"));
    }

    @Test
    void refusesDeepNestingAndLargeFiles() throws IOException {
        Refusal.of("json-depth", () -> Json.parse("r", nested(5_000)));
        Refusal.of("json-depth", () -> Json.parse("r", nested(Json.MAX_DEPTH)));
        Json.parse("r", nested(Json.MAX_DEPTH - 1));
        Path file = folder.resolve("large.json");
        Files.writeString(file, "{}" + " ".repeat((int) Json.MAX_BYTES));
        String text = Refusal.of("json-too-large", () -> Json.parse(file));
        assertTrue(text.contains("1.0 MB"), text);
        Json.parse(file, Json.MAX_BYTES + 2);
    }

    private static String nested(int lists) {
        return "{\"a\":" + "[".repeat(lists) + "]".repeat(lists) + "}";
    }

    @Test
    void refusesBytesThatAreNotUtf8() throws IOException {
        Path file = folder.resolve("latin.json");
        Files.write(file, "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1));
        Refusal.of("json-encoding", () -> Json.parse(file));
        Files.writeString(file, "\uFEFF{\"a\":\"é\"}");
        assertEquals("é", Json.parse(file).get("a"));
    }

    @Test
    void namesAMissingFile() {
        String text = Refusal.of("file-missing", () -> Json.parse(folder.resolve("no.json")));
        assertTrue(text.contains("no.json"), text);
    }
}
