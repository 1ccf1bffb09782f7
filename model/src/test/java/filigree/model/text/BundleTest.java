package filigree.model.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BundleTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^}]*}");
    private static final Pattern PROBLEM =
            Pattern.compile("(?:new UserFacingException|Problem\\.of)\\(\\s*\"([a-z0-9-]+)\"");

    private final Properties english = load("messages.properties");
    private final Properties chinese = load("messages_zh_CN.properties");

    @Test
    void bothLanguagesHaveTheSameKeys() {
        assertEquals(
                new TreeSet<>(english.stringPropertyNames()),
                new TreeSet<>(chinese.stringPropertyNames()));
    }

    @Test
    void bothLanguagesHaveTheSamePlaceholders() {
        for (String key : english.stringPropertyNames()) {
            assertEquals(
                    placeholders(english.getProperty(key)),
                    placeholders(chinese.getProperty(key, "")),
                    key);
        }
    }

    @Test
    void everyTextIsAPatternWithoutApostrophes() {
        for (var bundle : new Properties[] {english, chinese}) {
            for (String key : bundle.stringPropertyNames()) {
                String text = bundle.getProperty(key);
                assertFalse(text.contains("'"), key);
                assertFalse(text.isBlank(), key);
                assertFalse(new MessageFormat(text, Locale.ROOT).toPattern().isEmpty(), key);
            }
        }
    }

    @Test
    void everyProblemInTheSourcesHasAText() throws IOException {
        Path sources = Path.of(System.getProperty("filigree.root"), "model", "src", "main", "java");
        int found = 0;
        try (var files = Files.walk(sources)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                var problems = PROBLEM.matcher(Files.readString(file));
                while (problems.find()) {
                    found++;
                    String key = "error." + problems.group(1);
                    assertTrue(english.containsKey(key), file + " needs the text " + key);
                }
            }
        }
        assertTrue(found > 30, "only " + found + " problems found: does the pattern still fit?");
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(match -> match.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Properties load(String name) {
        var properties = new Properties();
        var in = Texts.class.getResourceAsStream("/filigree/model/" + name);
        try (var reader =
                new InputStreamReader(Objects.requireNonNull(in, name), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
        return properties;
    }
}
