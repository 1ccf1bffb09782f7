package filigree.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.data.DataFiles;
import filigree.model.file.AtomicFile;
import filigree.model.method.MethodType;
import filigree.model.recipe.Catalog;
import filigree.model.train.Trainer;
import filigree.model.train.TrainingEvent;
import filigree.samples.BundledData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MethodsBookTest {
    private static final DataFiles BUNDLED = new BundledData();
    private static final Path DOCS = Path.of("..", "docs");

    static Stream<MethodType<?>> trainable() {
        List<String> needOtherFiles =
                List.of(
                        "mnist",
                        "kmnist",
                        "cifar-10",
                        "csv",
                        "image-folder",
                        "text-file",
                        "tinyshakespeare",
                        "given-mask");
        return Catalog.all().stream().filter(t -> !needOtherFiles.contains(t.id()));
    }

    @ParameterizedTest
    @MethodSource("trainable")
    void everyMethodHasARecipeThatTrains(MethodType<?> type) {
        var example = MethodExample.of(type, BUNDLED).orElseThrow();
        assertTrue(MethodExample.uses(example.recipe(), type), example.command());
        List<TrainingEvent> events = new ArrayList<>();
        try (var trainer = new Trainer(example.recipe().with("steps", 30), BUNDLED, 1)) {
            for (int i = 0; i < 3; i++) {
                assertTrue(trainer.step(events::add), example.command());
            }
        }
        assertTrue(
                events.stream().noneMatch(TrainingEvent.Diverged.class::isInstance),
                example.command());
    }

    @ParameterizedTest
    @CsvSource({"en, methods.md", "zh-CN, methods.zh-CN.md"})
    void theDocumentSaysWhatTheDescriptionsSay(String language, String file) throws IOException {
        var words = new Words(Locale.forLanguageTag(language));
        assertWritten(file, MethodsBook.write(words, BUNDLED));
    }

    @ParameterizedTest
    @CsvSource({"en, ambiguities.md", "zh-CN, ambiguities.zh-CN.md"})
    void theDifferencesAreThoseOfTheDescriptions(String language, String file) throws IOException {
        assertWritten(file, MethodsBook.differences(new Words(Locale.forLanguageTag(language))));
    }

    /// With `-Dfiligree.docs=write` the document is made anew instead.
    private static void assertWritten(String file, String text) throws IOException {
        Path path = DOCS.resolve(file);
        if ("write".equals(System.getProperty("filigree.docs"))) {
            AtomicFile.writeString(path, text);
        }
        assertEquals(
                text,
                Files.exists(path) ? Files.readString(path) : "",
                file + " is old: run the tests of app with -Dfiligree.docs=write");
    }

    @Test
    void dataThatDoesNotComeAlongIsFetchedFirst() {
        var mnist = MethodExample.of(Catalog.find("mnist").orElseThrow(), BUNDLED).orElseThrow();
        assertEquals("filigree data mnist && filigree train mnist-dense", mnist.command());
        var kmnist = MethodExample.of(Catalog.find("kmnist").orElseThrow(), BUNDLED).orElseThrow();
        assertEquals(
                "filigree data kmnist && filigree train fashion-rigl-90 --set data=kmnist",
                kmnist.command());
    }
}
