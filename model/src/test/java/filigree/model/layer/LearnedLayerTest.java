package filigree.model.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LearnedLayerTest {
    static Stream<LearnedLayer> layers() {
        return Stream.of(
                new LayerNorm("norm", 7),
                new Embedding("token", 7, 4),
                new PositionEmbedding("place", new Sequences(8), 4));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void howRowsAreCutChangesNoBit(LearnedLayer layer) {
        var problem = new LayerProblem(layer, 150);
        if (layer instanceof Embedding) {
            for (int c = 0; c < 150; c++) {
                problem.in.set(0, c, c % 7);
            }
        }
        problem.run();
        for (Parameter p : layer.parameters()) {
            float[] whole = p.matrix().gradients().clone();
            Arrays.fill(p.matrix().gradients(), Float.NaN);
            for (int row = 0; row < layer.gradientRows(); row++) {
                layer.gradient(problem.in, problem.dOut, row, row + 1);
            }
            assertArrayEquals(whole, p.matrix().gradients(), p.shape().name());
        }
    }
}
