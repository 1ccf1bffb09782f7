package filigree.model.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.matrix.Activations;
import filigree.model.random.RandomStreams;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EmbeddingTest {
    private static final int VOCABULARY = 5;
    private static final int SIZE = 3;

    @Test
    void gradientsAreTheSlopesOfTheLoss() {
        problem(70).checkParameterGradients();
    }

    @Test
    void eachColumnBecomesTheVectorOfItsToken() {
        LayerProblem problem = problem(66);
        problem.forward();
        float[] table = problem.layer.parameters().getFirst().matrix().values();
        for (int c = 0; c < 66; c++) {
            for (int f = 0; f < SIZE; f++) {
                int token = (int) problem.in.get(0, c);
                assertEquals(table[token * SIZE + f], problem.out.get(f, c));
            }
        }
        assertEquals(0, problem.out.get(0, 66), "padding");
    }

    @Test
    void aTokenThatDoesNotOccurHasNoGradient() {
        LayerProblem problem = problem(8);
        for (int c = 0; c < 8; c++) {
            problem.in.set(0, c, 1);
        }
        Arrays.fill(problem.layer.parameters().getFirst().matrix().gradients(), 7);
        problem.run();
        float[] gradients = problem.layer.parameters().getFirst().matrix().gradients();
        for (int k = 0; k < gradients.length; k++) {
            assertEquals(k / SIZE != 1, gradients[k] == 0, "gradient " + k);
        }
    }

    @Test
    void tokensOutsideTheVocabularyAreRefused() {
        for (float token : new float[] {-1, 0.5f, VOCABULARY, Float.NaN}) {
            LayerProblem problem = problem(4);
            problem.in.set(0, 2, token);
            var e = assertThrows(IllegalArgumentException.class, problem::forward);
            assertTrue(String.valueOf(e.getMessage()).contains("column 2"), e.getMessage());
        }
    }

    @Test
    void placesAreToldApart() {
        var positions = new PositionEmbedding("place", new Sequences(4), SIZE);
        var problem = new LayerProblem(positions, 70);
        problem.checkInputGradients();
        problem.checkParameterGradients();
        float[] table = positions.parameters().getFirst().matrix().values();
        float expected = problem.in.get(2, 65) + table[SIZE + 2]; // column 65: place 1
        assertEquals(expected, problem.out.get(2, 65));
    }

    @Test
    void placesAreAddedInPlaceToo() {
        var problem = new LayerProblem(new PositionEmbedding("place", new Sequences(2), SIZE), 3);
        problem.forward();
        Activations a = problem.in;
        problem.layer.forward(a, a, 0);
        for (int c = 0; c < 3; c++) {
            assertEquals(problem.out.get(1, c), a.get(1, c));
        }
    }

    @Test
    void tablesStartSmallAndUnlikeEachOther() {
        float[] first = drawn(0);
        float[] second = drawn(1);
        double squares = 0;
        for (float x : first) {
            squares += (double) x * x;
        }
        assertEquals(0.02, Math.sqrt(squares / first.length), 0.001);
        assertArrayEquals(first, drawn(0));
        assertFalse(Arrays.equals(first, second));
    }

    private static float[] drawn(int index) {
        var embedding = new Embedding("token", 100, 50);
        embedding.initialise(new RandomStreams(3), index);
        return embedding.parameters().getFirst().matrix().values();
    }

    private static LayerProblem problem(int columns) {
        var problem = new LayerProblem(new Embedding("token", VOCABULARY, SIZE), columns);
        var random = new SplittableRandom(4);
        for (int c = 0; c < columns; c++) {
            problem.in.set(0, c, random.nextInt(VOCABULARY));
        }
        return problem;
    }
}
