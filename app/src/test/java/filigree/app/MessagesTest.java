package filigree.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.text.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final Pattern PROBLEM =
            Pattern.compile("(?:new UserFacingException|Problem\\.of)\\(\\s*\"([a-z0-9-]+)\"");

    private final ResourceBundle english = new Words(Locale.ENGLISH).bundle();
    private final ResourceBundle chinese = new Words(Locale.SIMPLIFIED_CHINESE).bundle();

    @Test
    void bothLanguagesHaveTheSameKeys() {
        assertEquals(new TreeSet<>(english.keySet()), new TreeSet<>(chinese.keySet()));
    }

    @Test
    void noTextIsBlankOrHasAnApostrophe() {
        for (ResourceBundle bundle : new ResourceBundle[] {english, chinese}) {
            for (String key : bundle.keySet()) {
                assertFalse(bundle.getString(key).isBlank(), key);
                assertFalse(bundle.getString(key).contains("'"), key);
            }
        }
    }

    @Test
    void everyProblemInTheSourcesHasAText() throws IOException {
        Path sources = Path.of(System.getProperty("filigree.root"), "app", "src", "main", "java");
        int found = 0;
        try (var files = Files.walk(sources)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                var problems = PROBLEM.matcher(Files.readString(file));
                while (problems.find()) {
                    found++;
                    String key = "error." + problems.group(1);
                    assertTrue(
                            english.containsKey(key) || Texts.core(Locale.ENGLISH).has(key), key);
                }
            }
        }
        assertTrue(found > 5, "only " + found + " problems found: does the pattern still fit?");
    }
}
