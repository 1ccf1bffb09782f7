package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.error.UserFacingException;
import filigree.model.recipe.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A convolutional network in the whole training loop.
class ConvolutionTrainingTest {
    static Stream<Arguments> networksAndBatches() {
        return Stream.concat(Stream.of("lenet-5"), Stripes.normalised().stream())
                .flatMap(network ->
                        IntStream.of(70, 64, 40, 1).mapToObj(n -> Arguments.of(network, n)));
    }

    /// Batches of two tiles and of one: two and three threads take whole tiles, or share them.
    @ParameterizedTest
    @MethodSource("networksAndBatches")
    void theSameRecipeGivesTheSameBitsForAnyNumberOfThreads(Object network, int batch) {
        Recipe recipe = Stripes.recipe(network).with("batch", batch);
        List<State> ends = new ArrayList<>();
        for (int threads = 1; threads <= 3; threads++) {
            try (var trainer = new Trainer(recipe, Stripes.data(), threads)) {
                Quadrants.step(trainer, 7);
                ends.add(State.of(trainer));
            }
        }
        assertEquals(ends.get(0), ends.get(1));
        assertEquals(ends.get(0), ends.get(2));
    }

    @Test
    void learnsWhichWayStripesRunAndKeepsItsSparsity() {
        try (var trainer = new Trainer(Stripes.recipe("lenet-5"), Stripes.data(), 2)) {
            Quadrants.step(trainer, 30);
            Evaluation test = trainer.lookAtTest();
            assertTrue(test.correct() > 0.9 * test.examples(), test.correct() + " right");
            assertEquals(0.8, trainer.topology().sparsity(), 0.001);
            assertEquals(
                    List.of(20, 50, 500, 2), test.firing().stream().map(Floats::size).toList());
        }
    }

    @Test
    void saysWhichImagesAreTooSmall() {
        Recipe recipe = Quadrants.recipe("dense").with("network", "lenet-5");
        var e =
                assertThrows(
                        UserFacingException.class, () -> new Trainer(recipe, Quadrants.data(), 1));
        assertEquals("image-too-small", e.problems().getFirst().id());
    }
}
