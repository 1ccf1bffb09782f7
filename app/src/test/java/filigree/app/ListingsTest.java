package filigree.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.recipe.Catalog;
import filigree.samples.Sample;
import filigree.samples.Samples;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void samplesHaveTheirIdFirst(String language) {
        List<String> lines = call(language, "samples").out().lines().toList();
        assertEquals(Samples.all().size(), lines.size());
        for (int i = 0; i < lines.size(); i++) {
            assertTrue(lines.get(i).startsWith(Samples.all().get(i).id() + " "), lines.get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void methodsAreAllListed(String language) {
        String out = call(language, "methods").out();
        for (MethodType<?> type : Catalog.all()) {
            assertTrue(out.lines().anyMatch(l -> l.startsWith("  " + type.id() + " ")), type.id());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void everyMethodHasAPageWithEveryParameter(String language) {
        for (MethodType<?> type : Catalog.all()) {
            CommandRun page = call(language, "methods", type.id());
            assertEquals(ExitCode.DONE, page.code(), page.err());
            assertTrue(page.out().contains(type.source()), page.out());
            for (Param<?> param : type.params()) {
                assertTrue(page.out().contains("  " + param.key() + " - "), page.out());
            }
            assertFalse(page.out().contains("{"), page.out());
        }
    }

    @Test
    void aPageTellsRangeTimingAndSamples() {
        String page = call("en", "methods", "rigl").out();
        assertTrue(page.contains("number from 0 to 0.999"), page);
        assertTrue(page.contains("acts at once"), page);
        assertTrue(page.contains("acts in the next run"), page);
        Sample using = Samples.find("fashion-rigl-90").orElseThrow();
        assertTrue(page.contains(using.id()), page);
        assertFalse(page.contains("fashion-dense"), page);
    }

    @Test
    void helpIsInBothLanguages() {
        for (String command :
                List.of("train", "replay", "report", "samples", "methods", "data", "calibrate")) {
            String english = call("en", command, "--help").out();
            String chinese = call("zh", command, "--help").out();
            assertTrue(english.contains("Usage:"), english);
            assertTrue(chinese.contains("用法"), chinese);
            assertFalse(chinese.contains("Usage"), chinese);
        }
        assertTrue(call("en", "--version").out().startsWith("Filigree "));
    }

    private static CommandRun call(String language, String... arguments) {
        Locale locale = Language.ofOption(language).orElseThrow();
        return CommandRun.of(Path.of("unused"), locale, arguments);
    }
}
