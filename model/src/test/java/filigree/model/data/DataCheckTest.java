package filigree.model.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import filigree.model.error.Problem;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DataCheckTest {
    private static final ImageShape SHAPE = new ImageShape(4, 4, 1);

    @Test
    void goodDataGivesNoCaution() {
        assertEquals(List.of(), cautions(images(300, 3, 1), images(60, 3, 2)));
    }

    @Test
    void aClassWithoutTrainingImagesIsNamed() {
        List<Problem> found = cautions(images(300, 2, 1), images(60, 2, 2));
        assertEquals(List.of(Problem.of("caution-missing-class", 1, "2")), found);
    }

    @Test
    void aClassTenTimesRarerThanAnotherIsNamed() {
        byte[] pixels = pixels(220, 1);
        byte[] labels = new byte[220];
        for (int i = 0; i < 20; i++) {
            labels[i] = (byte) (1 + i % 2);
        }
        List<Problem> found =
                cautions(new Dataset("x", SHAPE, 3, 255, pixels, labels), images(60, 3, 2));
        assertEquals(List.of(Problem.of("caution-rare-class", "1", 10, "0", 200)), found);
    }

    @Test
    void testImagesThatTrainingHasAreCounted() {
        byte[] training = pixels(300, 1);
        byte[] test = pixels(60, 2);
        System.arraycopy(training, 40 * 16, test, 0, 7 * 16);
        List<Problem> found = cautions(labelled(training, 3), labelled(test, 3));
        assertEquals(List.of(Problem.of("caution-test-seen", 7, 60)), found);
    }

    @Test
    void imagesOfEqualDigestButOtherPixelsAreNotTheSame() {
        byte[] training = pixels(300, 1);
        byte[] test = pixels(60, 2);
        for (int i = 0; i < 30; i++) { // 31 a + b stays the same
            System.arraycopy(training, i * 16, test, i * 16, 16);
            test[i * 16 + 14]++;
            test[i * 16 + 15] = (byte) (test[i * 16 + 15] - 31);
        }
        assertEquals(List.of(), cautions(labelled(training, 3), labelled(test, 3)));
    }

    private static List<Problem> cautions(Dataset training, Dataset test) {
        var data = new LoadedData(training, test, false);
        return data.cautions(Split.of(data, 0));
    }

    /// @param used classes that occur, of 3
    private static Dataset images(int count, int used, long seed) {
        return labelled(pixels(count, seed), used);
    }

    private static Dataset labelled(byte[] pixels, int used) {
        byte[] labels = new byte[pixels.length / 16];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) (i % used);
        }
        return new Dataset("x", SHAPE, 3, 255, pixels, labels);
    }

    private static byte[] pixels(int count, long seed) {
        byte[] pixels = new byte[count * 16];
        var random = new Random(seed);
        for (int k = 0; k < pixels.length; k++) {
            pixels[k] = (byte) (40 + random.nextInt(150)); // room for the changed pixels
        }
        return pixels;
    }
}
