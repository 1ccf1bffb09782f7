package filigree.views;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleTest {
    @Test
    void bothLanguagesHaveTheSameTexts() throws IOException {
        assertEquals(
                read("messages.properties").stringPropertyNames(),
                read("messages_zh_CN.properties").stringPropertyNames());
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages.properties", "messages_zh_CN.properties"})
    void noTextHasAnApostropheThatThePatternWouldSwallow(String name) throws IOException {
        Properties texts = read(name);
        for (String key : texts.stringPropertyNames()) {
            assertFalse(texts.getProperty(key).contains("'"), key);
        }
    }

    @Test
    void everyKeyNamedInTheCodeHasATextAndEveryTextIsNamed() throws IOException {
        Set<String> known = read("messages.properties").stringPropertyNames();
        Set<String> literals = literals();
        Set<String> missing = new TreeSet<>();
        for (String literal : literals) {
            boolean isKey = known.stream().anyMatch(k -> family(k).equals(family(literal)));
            if (isKey && !known.contains(literal) && !isBeginning(literal, known)) {
                missing.add(literal);
            }
        }
        assertEquals(Set.of(), missing, "named without a text");
        Set<String> unused = new TreeSet<>(known);
        unused.removeAll(literals);
        unused.removeIf(k -> literals.stream().anyMatch(l -> isPartOf(k, l)));
        assertEquals(Set.of(), unused, "a text nobody names");
    }

    private static String family(String key) {
        return key.contains(".") ? key.substring(0, key.indexOf('.')) : key;
    }

    private static boolean isBeginning(String literal, Set<String> known) {
        return literal.endsWith(".") && known.stream().anyMatch(k -> k.startsWith(literal));
    }

    /// Keys are put together from a beginning that ends with a point, or with ".help" at the end.
    private static boolean isPartOf(String key, String literal) {
        return literal.endsWith(".") ? key.startsWith(literal) : key.equals(literal + ".help");
    }

    private static Set<String> literals() throws IOException {
        Path sources =
                Path.of(System.getProperty("filigree.root", ".."), "views", "src", "main", "java");
        Pattern key = Pattern.compile("\"([a-z][A-Za-z]*(\\.[A-Za-z0-9]+)+\\.?)\"");
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                key.matcher(Files.readString(file)).results().forEach(m -> found.add(m.group(1)));
            }
        }
        assertFalse(found.isEmpty(), "no sources in " + sources);
        return found;
    }

    private static Properties read(String name) throws IOException {
        Properties texts = new Properties();
        try (InputStream in = BundleTest.class.getResourceAsStream(name)) {
            assertNotNull(in, name);
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return texts;
    }
}
