package filigree.model.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.matrix.Activations;
import filigree.model.text.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFileTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void threePiecesFollowOneAnotherAndShareNothing() throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            text.appendCodePoint('a' + i); // every character once, in order
        }
        Split split = Split.of(load(text.toString(), 8), 0);
        Vocabulary vocabulary = split.training().dataset().vocabulary().orElseThrow();
        assertEquals(400 * 8 / 10 + 1, vocabulary.size()); // and one token for all the others
        int last = vocabulary.size() - 1;
        assertEquals(39, split.training().examples()); // (320 - 1) / 8, rounded down
        for (int item = 0; item < split.training().items(); item++) {
            assertEquals(item, split.training().dataset().token(item));
            assertEquals(item + 1, split.training().label(item));
        }
        for (DatasetPart other : List.of(split.validation(), split.test())) {
            assertEquals(4, other.examples());
            for (int item = 0; item < other.items(); item++) {
                assertEquals(last, other.dataset().token(other.index(item)));
                assertEquals(last, other.label(item));
            }
        }
    }

    @Test
    void tokensAreNumberedInTheOrderOfTheirCodePoints() throws IOException {
        LoadedData data = load("b\na 絲😀é".repeat(20), 4);
        Vocabulary vocabulary = data.training().vocabulary().orElseThrow();
        assertFalse(vocabulary.hasUnknown());
        String labels = "";
        for (int token = 0; token < vocabulary.size(); token++) {
            labels += vocabulary.label(token);
            assertEquals(token, vocabulary.token(vocabulary.codePoint(token)));
            assertEquals(Optional.of(vocabulary.label(token)), data.training().className(token));
        }
        assertEquals("↵␣abé絲😀", labels);
        assertEquals(-1, vocabulary.token('x'));
        assertEquals(vocabulary.token('b'), data.training().token(0));
    }

    @Test
    void whatTrainingNeverSawIsOneMoreToken() throws IOException {
        LoadedData data = load("ab".repeat(100) + "xyz".repeat(10), 2);
        Vocabulary vocabulary = data.training().vocabulary().orElseThrow();
        assertEquals(3, vocabulary.size());
        assertEquals("�", vocabulary.label(2));
        assertEquals(2, vocabulary.token('x'));
        assertEquals(2, data.test().token(data.test().examples() * 2 - 1));
    }

    @Test
    void aTokenIsReadAsItsNumber() throws IOException {
        LoadedData data = load("abcdefgh".repeat(100), 8);
        Inputs inputs = Inputs.of(Normalisation.Input.UNIT, DatasetPart.all(data.training()));
        var to = new Activations(1, 70);
        int[] items = new int[70];
        for (int c = 0; c < items.length; c++) {
            items[c] = 3 + c;
        }
        inputs.fill(to, 0, data.training(), items);
        inputs.fill(to, 1, data.training(), items);
        for (int c = 0; c < items.length; c++) {
            assertEquals((3 + c) % 8, to.get(0, c));
        }
    }

    @Test
    void aByteOrderMarkAndCompressionAreNoPartOfTheText() throws IOException {
        String text = "to be, or not to be\n".repeat(30);
        LoadedData plain = load(text, 8);
        LoadedData marked = load("\uFEFF" + text, 8);
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        LoadedData unpacked = form(write(packed.toByteArray()), 8).load(none());
        for (LoadedData other : List.of(marked, unpacked)) {
            assertEquals(plain.training().examples(), other.training().examples());
            assertEquals(plain.training().token(0), other.training().token(0));
            assertEquals(plain.training().classes(), other.training().classes());
        }
    }

    @Test
    void aByteThatIsNoTextIsNamedByItsPlace() throws IOException {
        byte[] bytes = "plain text é".repeat(50).getBytes(StandardCharsets.UTF_8);
        bytes[137] = (byte) 0xC0; // stands in no UTF-8
        assertRefused("text-bad-byte", List.of("byte 137", "C0"), bytes, 8);
        byte[] cut = "naïve".repeat(50).getBytes(StandardCharsets.UTF_8);
        byte[] half = java.util.Arrays.copyOf(cut, 3); // ends inside a character
        assertRefused("text-bad-byte", List.of("byte 2", "C3"), half, 8);
        byte[] wide = "text".repeat(40).getBytes(StandardCharsets.UTF_16BE);
        wide[0] = (byte) 0xFE;
        assertRefused("text-bad-byte", List.of("byte 0", "FE"), wide, 8);
    }

    @ParameterizedTest
    @CsvSource({"0, text-empty", "1, text-too-short", "60, text-too-short", "160, text-too-short"})
    void aTextWithoutASequenceForEachPartIsRefused(int length, String problem) throws IOException {
        byte[] bytes = "ab".repeat(length).substring(length).getBytes(StandardCharsets.UTF_8);
        assertRefused(problem, List.of(), bytes, 16);
    }

    @Test
    void theShortestTextThatIsEnoughHasOneSequenceForEachPart() throws IOException {
        LoadedData data = load("ab".repeat(85), 16); // 10 % are 17 characters
        assertEquals(1, data.test().examples());
        assertEquals(1, data.validation().orElseThrow().examples());
    }

    @ParameterizedTest
    @CsvSource({"3", "24", "63"})
    void aContextThatDoesNotDivideATileIsRefused(int context) throws IOException {
        byte[] bytes = "ab".repeat(5_000).getBytes(StandardCharsets.UTF_8);
        assertRefused("text-context", List.of("is " + context), bytes, context);
    }

    @Test
    void textsWithNothingOrTooMuchToTellApartAreRefused() throws IOException {
        assertRefused(
                "text-one-character",
                List.of(),
                "a".repeat(900).getBytes(StandardCharsets.UTF_8),
                8);
        var many = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            many.appendCodePoint(0x3400 + i); // Chinese, each once
        }
        byte[] bytes = many.toString().getBytes(StandardCharsets.UTF_8);
        assertRefused("text-many-characters", List.of("16000"), bytes, 8);
        Refusal.of("text-no-file", () -> new TextFile("", 8, 0.1, 0.1).load(none()));
        Refusal.of("file-missing", () -> form(folder.resolve("none.txt"), 8).load(none()));
    }

    /// @param named what a person is told, beside the file
    private void assertRefused(String problem, List<String> named, byte[] bytes, int context)
            throws IOException {
        TextFile form = form(write(bytes), context);
        String text = Refusal.of(problem, () -> form.load(none()));
        assertTrue(text.contains(problem.equals("text-context") ? "64" : "text.txt"), text);
        named.forEach(name -> assertTrue(text.contains(name), text));
    }

    private LoadedData load(String text, int context) throws IOException {
        return form(write(text.getBytes(StandardCharsets.UTF_8)), context).load(none());
    }

    private static TextFile form(Path file, int context) {
        return new TextFile(file.toString(), context, 0.1, 0.1);
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("text.txt"), bytes);
    }

    private static DataFiles none() {
        return path -> {
            throw new AssertionError("asked for " + path);
        };
    }
}
