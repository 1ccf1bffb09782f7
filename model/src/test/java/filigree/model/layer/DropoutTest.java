package filigree.model.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import filigree.model.matrix.Activations;
import filigree.model.random.RandomStreams;
import filigree.model.random.RandomStreams.Purpose;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DropoutTest {
    private static final int SIZE = 40;
    private static final int COLUMNS = 100;

    private final PassMode mode = new PassMode();
    private final RandomStreams random = new RandomStreams(9);

    @Test
    void gradientsAreTheSlopesOfTheLoss() {
        mode.train(3, random);
        new LayerProblem(dropout(0.4, 0), 3).checkInputGradients();
    }

    @Test
    void dropsTheShareAskedForAndKeepsTheMean() {
        mode.train(0, random);
        float[] out = ones(dropout(0.3, 0));
        long dropped = 0;
        double sum = 0;
        for (float x : out) {
            assertEquals(x == 0 ? 0 : 1 / 0.7, x, 1e-6);
            dropped += x == 0 ? 1 : 0;
            sum += x;
        }
        assertEquals(0.3, (double) dropped / out.length, 0.03); // 4 standard deviations
        assertEquals(1, sum / out.length, 0.05);
    }

    @Test
    void eachStepAndEachLayerDropsAnew() {
        mode.train(1, random);
        float[] out = ones(dropout(0.5, 0));
        assertArrayEquals(out, ones(dropout(0.5, 0)));
        assertFalse(Arrays.equals(out, ones(dropout(0.5, 1))));
        mode.train(2, random);
        assertFalse(Arrays.equals(out, ones(dropout(0.5, 0))));
        mode.train(1, random);
        assertArrayEquals(out, ones(dropout(0.5, 0)));
    }

    @Test
    void eachTileDropsItsOwn() {
        mode.train(1, random);
        float[] out = ones(dropout(0.5, 0), 128);
        int tile = 64 * SIZE;
        assertFalse(Arrays.equals(out, 0, tile, out, tile, 2 * tile));
    }

    @Test
    void theSizeOfTheBatchDoesNotMatter() {
        mode.train(1, random);
        float[] all = ones(dropout(0.5, 0), COLUMNS);
        float[] few = ones(dropout(0.5, 0), 7);
        assertArrayEquals(few, Arrays.copyOf(all, few.length));
    }

    @Test
    void evaluationLeavesEverythingAsItIs() {
        var problem = new LayerProblem(dropout(0.5, 0), COLUMNS);
        problem.run();
        for (int c = 0; c < COLUMNS; c++) {
            for (int f = 0; f < SIZE; f++) {
                assertEquals(problem.in.get(f, c), problem.out.get(f, c));
                assertEquals(problem.dOut.get(f, c), problem.dIn.get(f, c));
            }
        }
        assertThrows(IllegalStateException.class, () -> mode.key(Purpose.DROPOUT, 0));
    }

    @Test
    void worksInPlace() {
        mode.train(5, random);
        Dropout dropout = dropout(0.5, 0);
        float[] apart = ones(dropout);
        var a = new Activations(SIZE, COLUMNS);
        fillWithOnes(a);
        dropout.forward(a, a, 0);
        dropout.forward(a, a, 1);
        assertArrayEquals(apart, numbers(a));
    }

    @Test
    void refusesToDropEverything() {
        assertThrows(IllegalArgumentException.class, () -> dropout(1, 0));
        assertThrows(IllegalArgumentException.class, () -> dropout(Double.NaN, 0));
        assertThrows(IllegalArgumentException.class, () -> mode.train(-1, random));
    }

    private Dropout dropout(double rate, int index) {
        return new Dropout("drop", SIZE, rate, index, mode);
    }

    private static float[] ones(Layer layer) {
        return ones(layer, COLUMNS);
    }

    private static float[] ones(Layer layer, int columns) {
        var in = new Activations(SIZE, columns);
        fillWithOnes(in);
        var out = new Activations(SIZE, columns);
        for (int tile = 0; tile < in.tiles(); tile++) {
            layer.forward(in, out, tile);
        }
        return numbers(out);
    }

    private static void fillWithOnes(Activations a) {
        for (int c = 0; c < a.columns(); c++) {
            for (int f = 0; f < SIZE; f++) {
                a.set(f, c, 1);
            }
        }
    }

    /// Column after column.
    private static float[] numbers(Activations a) {
        float[] numbers = new float[a.columns() * SIZE];
        for (int k = 0; k < numbers.length; k++) {
            numbers[k] = a.get(k % SIZE, k / SIZE);
        }
        return numbers;
    }
}
