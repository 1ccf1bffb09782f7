package filigree.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.data.DataFiles;
import filigree.model.data.Dataset;
import filigree.model.data.DatasetPart;
import filigree.model.data.DigitsCsv;
import filigree.model.data.IdxDataset;
import filigree.model.data.ImageShape;
import filigree.model.data.KingJames;
import filigree.model.data.LoadedData;
import filigree.model.data.Normalisation;
import filigree.model.data.Vocabulary;
import filigree.model.text.Texts;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BundledDataTest {
    private static final DataFiles FILES = new BundledData();

    @Test
    void fashionMnistIsTheOriginalAndWhole() {
        var data = IdxDataset.FASHION_MNIST.load(FILES);
        assertTrue(data.verified());
        assertEquals(60_000, data.training().examples());
        assertEquals(10_000, data.test().examples());
        assertEquals(new ImageShape(28, 28, 1), data.training().shape());
        var all =
                Normalisation.of(
                        Normalisation.Input.STANDARDIZED, DatasetPart.all(data.training()));
        assertEquals(0.2860, all.mean(), 5e-5);
        assertEquals(0.3530, all.std(), 5e-5);
        for (int n : labelCounts(data.training())) {
            assertEquals(6_000, n);
        }
        for (int n : labelCounts(data.test())) {
            assertEquals(1_000, n);
        }
        // The first training image is an ankle boot, the first test image too.
        assertEquals(9, data.training().label(0));
        assertEquals(9, data.test().label(0));
    }

    @Test
    void digitsAreTheOriginalAndWhole() {
        var data = DigitsCsv.load(FILES);
        assertTrue(data.verified());
        assertEquals(List.of(0, 0, 5, 13), firstPixels(data.training(), 4));
        var training =
                Normalisation.of(
                        Normalisation.Input.STANDARDIZED, DatasetPart.all(data.training()));
        assertEquals(0.3051074219, training.mean(), 1e-10);
        assertEquals(0.3750282062, training.std(), 1e-10);
        assertEquals(8, data.test().label(296));
    }

    @Test
    void kingJamesIsTheOriginalAndWhole() {
        var data = new KingJames(64, 0.05, 0.05).load(FILES);
        assertTrue(data.verified());
        Dataset training = data.training();
        Vocabulary vocabulary = training.vocabulary().orElseThrow();
        assertEquals(63, vocabulary.size());
        assertFalse(vocabulary.hasUnknown());
        assertEquals("In the beginning God created the heaven and the earth.\nAnd", head(data, 58));
        int validation = data.validation().orElseThrow().examples();
        assertEquals(58_188, training.examples());
        assertEquals(3_232, validation);
        assertEquals(3_232, data.test().examples());
    }

    private static String head(LoadedData data, int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.appendCodePoint(
                    data.training().vocabulary().orElseThrow().codePoint(data.training().token(i)));
        }
        return text.toString();
    }

    @Test
    void everyClassHasAName() {
        for (Locale locale : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
            var texts = Texts.core(locale);
            for (var data : List.of(IdxDataset.FASHION_MNIST.load(FILES), DigitsCsv.load(FILES))) {
                for (int n = 0; n < data.training().classes(); n++) {
                    assertTrue(texts.has(data.training().classKey(n)));
                }
            }
        }
    }

    @Test
    void sourcesAndLicencesLieBesideTheData() throws IOException {
        for (String set : List.of("fashion-mnist", "digits", "kjv")) {
            for (String file : List.of("SOURCE.md", "LICENSE")) {
                try (var in = FILES.open(set + "/" + file)) {
                    assertTrue(in.readAllBytes().length > 500, set + "/" + file);
                }
            }
        }
    }

    @Test
    void aFileThatIsNotThereIsMissing() {
        assertThrows(FileNotFoundException.class, () -> FILES.open("digits/none"));
    }

    private static int[] labelCounts(Dataset dataset) {
        var counts = new int[dataset.classes()];
        for (int i = 0; i < dataset.examples(); i++) {
            counts[dataset.label(i)]++;
        }
        return counts;
    }

    private static List<Integer> firstPixels(Dataset dataset, int count) {
        return IntStream.range(0, count).mapToObj(i -> dataset.pixel(0, i)).toList();
    }
}
