package filigree.model.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import filigree.model.matrix.Activations;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ResidualTest {
    @Test
    void addsOneTileAndLeavesTheOthers() {
        var random = new SplittableRandom(1);
        var from = new Activations(3, 70);
        var to = new Activations(3, 70);
        LayerProblem.fill(from, random);
        LayerProblem.fill(to, random);
        float first = to.get(2, 63);
        float sum = to.get(2, 64) + from.get(2, 64);
        Residual.add(from, to, 1);
        assertEquals(first, to.get(2, 63));
        assertEquals(sum, to.get(2, 64));
    }

    @Test
    void refusesBranchesOfAnotherSize() {
        var to = new Activations(3, 70);
        assertThrows(
                IllegalArgumentException.class, () -> Residual.add(new Activations(4, 70), to, 0));
        assertThrows(
                IllegalArgumentException.class, () -> Residual.add(new Activations(3, 64), to, 0));
    }
}
