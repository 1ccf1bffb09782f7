package filigree.model.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LayerNormTest {
    @Test
    void gradientsAreTheSlopesOfTheLoss() {
        var problem = new LayerProblem(new LayerNorm("norm", 6), 5);
        problem.checkInputGradients();
        problem.checkParameterGradients();
    }

    @Test
    void gradientsOfParametersGatherFromAllTiles() {
        new LayerProblem(new LayerNorm("norm", 3), 70).checkParameterGradients();
    }

    @Test
    void eachColumnGetsMeanZeroAndVarianceOne() {
        var norm = new LayerNorm("norm", 50);
        var problem = new LayerProblem(norm, 66);
        Arrays.fill(norm.parameters().getFirst().matrix().values(), 1);
        Arrays.fill(norm.parameters().getLast().matrix().values(), 0);
        problem.forward();
        for (int c = 0; c < 66; c++) {
            double sum = 0;
            double squares = 0;
            for (int f = 0; f < 50; f++) {
                sum += problem.out.get(f, c);
                squares += (double) problem.out.get(f, c) * problem.out.get(f, c);
            }
            assertEquals(0, sum / 50, 1e-6);
            assertEquals(1, squares / 50, 1e-4);
        }
    }

    @Test
    void equalNumbersBecomeTheBias() {
        var norm = new LayerNorm("norm", 4);
        var problem = new LayerProblem(norm, 1);
        for (int f = 0; f < 4; f++) {
            problem.in.set(f, 0, 3);
        }
        problem.forward();
        for (int f = 0; f < 4; f++) {
            assertEquals(norm.parameters().getLast().matrix().values()[f], problem.out.get(f, 0));
        }
    }

    @Test
    void noParameterMayBePruned() {
        assertTrue(new LayerNorm("norm", 4).parameters().stream().noneMatch(Parameter::prunable));
    }
}
