package filigree.model.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.text.Refusal;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitsCsvTest {
    private static final String ROW = "0,16,".repeat(32);

    private static LoadedData load(String csv) {
        byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
        return DigitsCsv.load(_ -> new ByteArrayInputStream(bytes));
    }

    private static String table(int changedRow, String row) {
        var csv = new StringBuilder();
        for (int i = 1; i <= DigitsCsv.EXAMPLES; i++) {
            csv.append(i == changedRow ? row : ROW + i % 10).append('\n');
        }
        return csv.toString();
    }

    @Test
    void dividesTrainingAndTestByRow() {
        var data = load(table(-1, ""));
        assertEquals(1500, data.training().examples());
        assertEquals(297, data.test().examples());
        assertEquals(1, data.test().label(0));
        assertEquals(16, data.test().pixel(296, 63));
        assertEquals(16, data.training().maximum());
        assertFalse(data.verified());
    }

    @Test
    void namesRowAndColumn() {
        String text =
                Refusal.of("csv-number", () -> load(table(7, "0,x" + ROW.substring(4) + "1")));
        assertTrue(text.contains("row 7, column 2: “x”"), text);
        text = Refusal.of("csv-range", () -> load(table(1600, "17" + ROW.substring(1) + "1")));
        assertTrue(text.contains("row 1600, column 1: 17"), text);
        text = Refusal.of("csv-range", () -> load(table(2, ROW + "10")));
        assertTrue(text.contains("row 2, column 65: 10 is outside 0 to 9"), text);
        text = Refusal.of("csv-columns", () -> load(table(-1, "") + "1,1"));
        assertTrue(text.contains("row 1798 has 2 columns instead of 65"), text);
        text = Refusal.of("csv-number", () -> load(table(3, ROW)));
        assertTrue(text.contains("row 3, column 65: “”"), text);
    }

    @Test
    void refusesOtherNumbersOfRows() {
        Refusal.of("csv-rows", () -> load(ROW + "1\n"));
        Refusal.of("csv-rows", () -> load(table(-1, "") + ROW + "1\n"));
        Refusal.of("data-too-large", () -> load(table(-1, "").repeat(8)));
    }

    @Test
    void namesAMissingFile(@TempDir Path folder) {
        String text = Refusal.of("file-missing", () -> DigitsCsv.load(DataFiles.in(folder)));
        assertTrue(text.contains("digits.csv.gz"), text);
    }
}
