package filigree.model.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReportWordsTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^}]*}");
    private static final Pattern ASKED =
            Pattern.compile("(?:w|words|page)\\.get\\(\\s*\"([a-z.-]+)\"");

    private final Properties english = load("report.properties");
    private final Properties chinese = load("report_zh_CN.properties");

    @Test
    void bothLanguagesHaveTheSameKeysAndPlaceholders() {
        assertEquals(
                new TreeSet<>(english.stringPropertyNames()),
                new TreeSet<>(chinese.stringPropertyNames()));
        for (String key : english.stringPropertyNames()) {
            assertEquals(
                    placeholders(english.getProperty(key)),
                    placeholders(chinese.getProperty(key)),
                    key);
            assertFalse(english.getProperty(key).contains("'"), key);
            assertFalse(chinese.getProperty(key).contains("'"), key);
        }
    }

    @Test
    void everyTextThatIsAskedForExists() throws IOException {
        Path sources =
                Path.of(
                        System.getProperty("filigree.root"),
                        "model/src/main/java/filigree/model/report");
        int found = 0;
        try (var files = Files.walk(sources)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                var keys = ASKED.matcher(Files.readString(file));
                while (keys.find()) {
                    found++;
                    String key = keys.group(1);
                    boolean prefix = key.endsWith(".") && !key.equals(".");
                    assertTrue(prefix || english.containsKey(key), file + " needs " + key);
                }
            }
        }
        assertTrue(found > 100, "only " + found + " texts found: does the pattern still fit?");
    }

    @Test
    void numbersReadTheSameInAllLanguages() {
        for (Locale locale : new Locale[] {Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE}) {
            Words words = Words.in(locale);
            assertEquals("26,620", words.count(26_620));
            assertEquals("90.0\u00a0%", words.percent(0.9, 1));
            assertEquals("\u22120.15", words.number(-0.15, 2));
            assertEquals("0.0", words.number(-0.001, 1));
            assertEquals("+1.2", words.difference(1.2, 1));
            assertEquals("1.1 × 10⁻⁷", words.general(1.1e-7));
            assertEquals("0.05", words.general(0.05));
            assertFalse(words.percent(Double.NaN, 1).contains("NaN"));
        }
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
        var in = Words.class.getResourceAsStream("/filigree/model/" + name);
        try (var reader =
                new InputStreamReader(Objects.requireNonNull(in, name), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
        return properties;
    }
}
