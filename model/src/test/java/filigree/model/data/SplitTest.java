package filigree.model.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.text.Refusal;
import org.junit.jupiter.api.Test;

class SplitTest {
    private static final LoadedData DATA = new LoadedData(dataset(10), dataset(4), true);

    private static Dataset dataset(int examples) {
        return new Dataset(
                "digits",
                new ImageShape(1, 1, 1),
                10,
                255,
                new byte[examples],
                IdxFiles.values(examples, 1, 10));
    }

    @Test
    void validationIsTheEndOfTheTrainingImages() {
        var split = Split.of(DATA, 3);
        assertEquals(7, split.training().examples());
        assertEquals(3, split.validation().examples());
        assertEquals(7, split.validation().label(0));
        assertEquals(9, split.validation().index(2));
        assertEquals(4, split.test().examples());
        assertEquals(DATA.test(), split.test().dataset());
    }

    @Test
    void boundsAreChecked() {
        assertEquals(10, Split.of(DATA, 0).training().examples());
        assertEquals(0, Split.of(DATA, 0).validation().examples());
        assertEquals(1, Split.of(DATA, 9).training().examples());
        String text = Refusal.of("validation-size", () -> Split.of(DATA, 10));
        assertTrue(text.contains("0 to 9"), text);
        Refusal.of("validation-size", () -> Split.of(DATA, -1));
    }

    @Test
    void aPartEndsWhereItEnds() {
        var part = Split.of(DATA, 3).training();
        assertThrows(IndexOutOfBoundsException.class, () -> part.label(7));
        assertThrows(IndexOutOfBoundsException.class, () -> part.label(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> new DatasetPart(DATA.test(), 0, 5));
    }

    @Test
    void aDatasetRefusesWhatDoesNotFit() {
        var shape = new ImageShape(1, 2, 1);
        assertThrows(
                IllegalArgumentException.class,
                () -> new Dataset("x", shape, 10, 255, new byte[5], new byte[2]));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Dataset("x", shape, 10, 16, new byte[] {16, 17}, new byte[1]));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Dataset("x", shape, 10, 16, new byte[2], new byte[] {10}));
    }
}
