package filigree.model.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import filigree.model.kernel.KernelProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CausalAttentionTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 16})
    void gradientsAreTheSlopesOfTheLoss(int length) {
        new LayerProblem(attention(4, 2, length), 16).checkInputGradients();
    }

    @Test
    void gradientsHoldInTheSecondTileAndForACutSequence() {
        new LayerProblem(attention(2, 1, 4), 66).checkInputGradients();
    }

    @Test
    void gradientsHoldForASequenceThatFillsTheTile() {
        new LayerProblem(attention(2, 1, 64), 64).checkInputGradients();
    }

    @Test
    void theFirstTokenSeesOnlyItself() {
        var problem = new LayerProblem(attention(4, 2, 8), 16);
        problem.forward();
        for (int column : new int[] {0, 8}) {
            for (int f = 0; f < 4; f++) {
                assertEquals(problem.in.get(8 + f, column), problem.out.get(f, column), 1e-7);
            }
        }
    }

    @Test
    void whatComesLaterOrInAnotherSequenceChangesNothing() {
        var before = new LayerProblem(attention(4, 2, 8), 24);
        var after = new LayerProblem(attention(4, 2, 8), 24);
        for (int f = 0; f < 12; f++) {
            after.in.set(f, 11, 9);
        }
        before.forward();
        after.forward();
        for (int c = 0; c < 24; c++) {
            boolean sees = c >= 11 && c < 16;
            for (int f = 0; f < 4; f++) {
                if (sees) {
                    assertNotEquals(before.out.get(f, c), after.out.get(f, c), "column " + c);
                } else {
                    assertEquals(before.out.get(f, c), after.out.get(f, c), "column " + c);
                }
            }
        }
    }

    @Test
    void equalKeysGiveTheMeanOfWhatIsSeen() {
        var problem = new LayerProblem(attention(2, 1, 4), 4);
        for (int c = 0; c < 4; c++) {
            problem.in.set(2, c, 0.3f);
            problem.in.set(3, c, -0.8f);
        }
        problem.forward();
        double sum = 0;
        for (int c = 0; c < 4; c++) {
            sum += problem.in.get(4, c);
            assertEquals(sum / (c + 1), problem.out.get(0, c), 1e-6);
        }
    }

    @Test
    void largeScoresDoNotOverflow() {
        var problem = new LayerProblem(attention(2, 1, 4), 4);
        for (int c = 0; c < 4; c++) {
            problem.in.set(0, c, 1e4f); // all heed the key that is largest here: that of token 1
            problem.in.set(1, c, 0);
            problem.in.set(2, c, c == 1 ? 1e4f : -1e4f);
        }
        problem.forward();
        for (int c = 1; c < 4; c++) {
            assertEquals(problem.in.get(4, 1), problem.out.get(0, c), 1e-6);
        }
    }

    @Test
    void lengthsThatDoNotFillATileAreRefused() {
        for (int length : new int[] {0, -4, 3, 5, 48, 65, 128}) {
            assertThrows(IllegalArgumentException.class, () -> new Sequences(length));
        }
        assertThrows(IllegalArgumentException.class, () -> attention(6, 4, 8));
        assertThrows(IllegalArgumentException.class, () -> attention(6, 0, 8));
    }

    private static CausalAttention attention(int size, int heads, int length) {
        return new CausalAttention(
                "attention", size, heads, new Sequences(length), KernelProvider.best());
    }
}
