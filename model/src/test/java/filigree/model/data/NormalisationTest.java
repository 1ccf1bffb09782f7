package filigree.model.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalisationTest {
    private static Dataset random(int maximum) {
        var random = new Random(1);
        var pixels = new byte[200 * 6];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextInt(maximum + 1);
        }
        return new Dataset("x", new ImageShape(2, 3, 1), 10, maximum, pixels, new byte[200]);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 255})
    void meanAndDeviationEqualTwoPassesOverTheTrainingPartAlone(int maximum) {
        var part = new DatasetPart(random(maximum), 20, 150);
        int n = part.examples() * 6;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += unit(part, i);
        }
        double mean = sum / n;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            squares += (unit(part, i) - mean) * (unit(part, i) - mean);
        }
        var found = Normalisation.of(Normalisation.Input.STANDARDIZED, part);
        assertEquals(mean, found.mean(), 1e-13);
        assertEquals(Math.sqrt(squares / n), found.std(), 1e-13);
        assertEquals((float) ((1 - found.mean()) / found.std()), found.table()[maximum], 0f);
    }

    private static double unit(DatasetPart part, int i) {
        return part.dataset().pixel(part.index(i / 6), i % 6) / (double) part.dataset().maximum();
    }

    @Test
    void theStandardizedTrainingPartHasMeanZeroAndDeviationOne() {
        var part = DatasetPart.all(random(255));
        float[] table = Normalisation.of(Normalisation.Input.STANDARDIZED, part).table();
        double sum = 0;
        double squares = 0;
        for (byte pixel : part.dataset().pixels()) {
            double x = table[Byte.toUnsignedInt(pixel)];
            sum += x;
            squares += x * x;
        }
        int n = part.dataset().pixels().length;
        assertEquals(0, sum / n, 1e-6);
        assertEquals(1, squares / n, 1e-6);
    }

    @Test
    void unitDividesByTheMaximum() {
        float[] table =
                Normalisation.of(Normalisation.Input.UNIT, DatasetPart.all(random(16))).table();
        assertEquals(256, table.length);
        assertEquals(0f, table[0]);
        assertEquals(0.25f, table[4]);
        assertEquals(1f, table[16]);
    }

    @Test
    void imagesAllAlikeGiveFiniteNumbers() {
        var grey =
                new Dataset("x", new ImageShape(1, 1, 1), 1, 255, new byte[] {9, 9}, new byte[2]);
        float[] table =
                Normalisation.of(Normalisation.Input.STANDARDIZED, DatasetPart.all(grey)).table();
        assertEquals(0f, table[9]);
        assertEquals((255 - 9) / 255f, table[255], 1e-6f);
    }
}
