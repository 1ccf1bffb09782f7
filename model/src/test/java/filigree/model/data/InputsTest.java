package filigree.model.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.matrix.Activations;
import org.junit.jupiter.api.Test;

class InputsTest {
    private static final int EXAMPLES = 70;

    @Test
    void eachColourHasItsOwnMeanAndDeviation() {
        var data = colours();
        var training = new DatasetPart(data, 0, 60);
        var input = fill(Inputs.of(Normalisation.Input.STANDARDIZED, training), data);
        for (int channel = 0; channel < 3; channel++) {
            double sum = 0;
            double squares = 0;
            for (int f = 4 * channel; f < 4 * channel + 4; f++) {
                for (int i = 0; i < 60; i++) {
                    double x = input.get(f, i);
                    sum += x;
                    squares += x * x;
                }
            }
            assertEquals(0, sum / 240, 1e-6);
            assertEquals(1, squares / 240, 1e-6);
        }
        var unit = fill(Inputs.of(Normalisation.Input.UNIT, training), data);
        assertEquals(data.pixel(65, 9) / 255f, unit.get(9, 65));
    }

    @Test
    void eachColumnOfNumbersIsMeasuredOnTheTrainingPartAlone() {
        var numbers = new float[EXAMPLES * 3];
        for (int i = 0; i < EXAMPLES; i++) {
            numbers[3 * i] = i;
            numbers[3 * i + 1] = 1e6f + i % 7;
            numbers[3 * i + 2] = 5; // never changes
        }
        var pixels = new byte[numbers.length];
        var data =
                new Dataset("csv", new ImageShape(1, 3, 1), 2, 255, pixels, new byte[EXAMPLES])
                        .withNumbers(numbers);
        var training = new DatasetPart(data, 0, 50);
        var unit = fill(Inputs.of(Normalisation.Input.UNIT, training), data);
        assertEquals(0, unit.get(0, 0));
        assertEquals(1, unit.get(0, 49), 1e-6);
        assertTrue(unit.get(0, 69) > 1);
        assertEquals(0.5, unit.get(1, 3), 1e-6);
        assertEquals(0, unit.get(2, 3));
        var standard = fill(Inputs.of(Normalisation.Input.STANDARDIZED, training), data);
        assertEquals(-24.5 / Math.sqrt((50 * 50 - 1) / 12.0), standard.get(0, 0), 1e-6);
        assertEquals(0, standard.get(2, 3));
    }

    private static Dataset colours() {
        var pixels = new byte[EXAMPLES * 12];
        for (int i = 0; i < pixels.length; i++) {
            int channel = i % 12 / 4;
            pixels[i] = (byte) ((i * 37 + i / 12) % (60 * (channel + 1)) + 10 * channel);
        }
        return new Dataset(
                "cifar-10", new ImageShape(2, 2, 3), 10, 255, pixels, new byte[EXAMPLES]);
    }

    private static Activations fill(Inputs inputs, Dataset data) {
        var to = new Activations(data.features(), EXAMPLES);
        var examples = new int[EXAMPLES];
        for (int i = 0; i < EXAMPLES; i++) {
            examples[i] = i;
        }
        for (int tile = 0; tile < to.tiles(); tile++) {
            inputs.fill(to, tile, data, examples);
        }
        return to;
    }
}
