package filigree.model.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.text.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvDataTest {
    @TempDir Path folder;

    @Test
    void readsNumbersAndClassesWithTheirNames() {
        var text = new StringBuilder("\uFEFFwidth;\"kind; of it\";height\n");
        for (int i = 0; i < 10; i++) {
            text.append(i).append(".5;").append(i % 2 == 0 ? "\"a \"\"big\"\" one\"" : " small ");
            text.append(";").append(-i).append("e2\r\n\n");
        }
        var data = load(text.toString(), "kind; of it", true, Csv.Delimiter.SEMICOLON);
        assertEquals(8, data.training().examples());
        assertEquals(2, data.test().examples());
        assertEquals(new ImageShape(1, 2, 1), data.training().shape());
        assertEquals(Optional.of("a \"big\" one"), data.training().className(0));
        assertEquals(Optional.of("small"), data.training().className(1));
        Set<Float> seen = new TreeSet<>();
        for (Dataset part : new Dataset[] {data.training(), data.test()}) {
            for (int i = 0; i < part.examples(); i++) {
                float width = part.numbers()[2 * i];
                seen.add(width);
                int n = (int) width;
                assertEquals((float) (-100 * n), part.numbers()[2 * i + 1]);
                assertEquals(n % 2, part.label(i));
                assertEquals(Math.round(255 * n / 9.0), part.pixel(i, 0));
            }
        }
        assertEquals(10, seen.size());
    }

    @Test
    void rowsSortedByClassAreMixed() {
        var text = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            text.append(i).append(',').append(i / 50 == 0 ? 10 : 9).append('\n');
        }
        var data = load(text.toString(), "", false, Csv.Delimiter.COMMA);
        assertEquals(Optional.of("9"), data.training().className(0)); // by size, not by alphabet
        int ones = 0;
        for (int i = 0; i < data.test().examples(); i++) {
            ones += data.test().label(i);
        }
        assertTrue(ones > 2 && ones < 18, ones + " of 20");
        var again = load(text.toString(), "", false, Csv.Delimiter.COMMA);
        assertEquals(again.test().numbers()[3], data.test().numbers()[3]);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "csv-cell | a,b,c~1,2,x~1,x,y | line 3, column 2 (b)",
                "csv-cell | a,b,c~1,2,x~NaN,1,y | line 3, column 1 (a): “NaN”",
                "csv-cell | a,b,c~1,,x~1,1,y | line 2, column 2 (b)",
                "csv-cell | a,b,c~1,1e999,x~1,1,y | line 2, column 2 (b)",
                "csv-cell | a,b,c~1,0x1p3,x~1,1,y | “0x1p3”",
                "csv-ragged | a,b,c~1,2,x~1,y | line 3 has 2 columns",
                "csv-quote | a,b,c~1,\"2,x~1,1,y | line 2, column 2",
                "csv-quote | a,b,c~1,\"2\"3,x~1,1,y | line 2, column 2",
                "csv-no-class | a,b,c~1,2,~1,1,y | line 2, column 3",
                "csv-empty | a,b,c | no rows",
                "csv-one-column | a~b~c | one column",
                "one-class | a,b,c~1,2,x~1,1,x | “x”",
                "data-too-few | a,b,c~1,2,x~1,1,y | 2 examples"
            })
    void namesWhatIsWrongAndWhere(String id, String text, String part) {
        String said =
                Refusal.of(id, () -> load(text.replace('~', '\n'), "", true, Csv.Delimiter.COMMA));
        assertTrue(said.contains(part), said);
        assertFalse(said.contains("{"), said);
    }

    @Test
    void theClassColumnMustBeThere() {
        String said =
                Refusal.of(
                        "csv-label-column",
                        () -> load("a,b\n1,2\n", "kind", true, Csv.Delimiter.COMMA));
        assertTrue(said.contains("“kind”") && said.contains("from 1 to 2"), said);
        Refusal.of("csv-label-column", () -> load("a,b\n1,2\n", "3", true, Csv.Delimiter.COMMA));
    }

    @Test
    void moreClassesThanThereCanBeAreRefused() {
        var text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            text.append("1,").append(i).append('\n');
        }
        Refusal.of("csv-many-classes", () -> load(text.toString(), "", false, Csv.Delimiter.COMMA));
    }

    @Test
    void whatIsNoUtf8IsRefused() throws IOException {
        Path file = folder.resolve("latin.csv");
        Files.write(file, "1,gr\u00fcn\n2,rot\n".getBytes(StandardCharsets.ISO_8859_1));
        Refusal.of("text-not-utf-8", () -> CsvData.load(form(file, "", "", false)));
    }

    @Test
    void aTestFileIsUsedAsItStands() {
        Path training = write("training.csv", "1,x\n2,y\n3,x\n");
        Path test = write("test.csv", "5,y\n4,x\n");
        var data = CsvData.load(form(training, test.toString(), "", false));
        assertEquals(3, data.training().examples());
        assertEquals(5f, data.test().numbers()[0]);
        assertEquals(1, data.test().label(0));
        assertEquals(255, data.test().pixel(0, 0));

        Path other = write("other.csv", "5,y\n4,z\n");
        String said =
                Refusal.of(
                        "csv-unknown-class",
                        () -> CsvData.load(form(training, other.toString(), "", false)));
        assertTrue(said.contains("line 2") && said.contains("“z”"), said);
        Path wider = write("wider.csv", "5,1,y\n4,1,x\n");
        Refusal.of(
                "csv-columns-differ",
                () -> CsvData.load(form(training, wider.toString(), "", false)));
        Refusal.of("csv-no-file", () -> CsvData.load(form(Path.of(""), "", "", false)));
        Refusal.of("file-missing", () -> CsvData.load(form(folder.resolve("no"), "", "", false)));
    }

    private LoadedData load(String text, String label, boolean header, Csv.Delimiter delimiter) {
        Path file = write("table.csv", text);
        return CsvData.load(
                new Csv(
                        1,
                        Normalisation.Input.UNIT,
                        file.toString(),
                        "",
                        0.2,
                        label,
                        header,
                        delimiter));
    }

    private static Csv form(Path file, String test, String label, boolean header) {
        return new Csv(
                1,
                Normalisation.Input.UNIT,
                file.toString(),
                test,
                0.2,
                label,
                header,
                Csv.Delimiter.COMMA);
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
