package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import filigree.model.layer.TrainableLayer;
import filigree.model.matrix.ProductPath;
import filigree.model.matrix.WeightMatrix;
import filigree.model.network.Mlp;
import filigree.model.recipe.Recipe;
import filigree.model.sparsity.Uniform;
import filigree.model.topology.MaskUpdater;
import filigree.model.topology.StaticSparse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Layers so large and so full that they take another path through a step than sparse ones.
class ProductPathTest {
    private static final int STEPS = 12;

    @ParameterizedTest
    @CsvSource({"0, DENSE", "0.2, WHOLE", "0.6, SPARSE"})
    void theBitsAreTheSameForAnyNumberOfThreads(double sparsity, ProductPath path) {
        List<State> ends = new ArrayList<>();
        for (int threads = 1; threads <= 3; threads++) {
            try (var trainer = trainer(new StaticSparse(sparsity, new Uniform()), threads)) {
                assertEquals(path, trainer.layers().get(1).path());
                Quadrants.step(trainer, STEPS);
                ends.add(State.of(trainer));
            }
        }
        assertEquals(ends.get(0), ends.get(1));
        assertEquals(ends.get(0), ends.get(2));
    }

    @ParameterizedTest
    @CsvSource({"0, DENSE", "0.2, WHOLE", "0.6, SPARSE"})
    void bothStoragesTrainToTheSameBits(double sparsity, ProductPath path) {
        try (var living = trainer(new Living(sparsity, 0), 1);
                var plain = trainer(new StaticSparse(sparsity, new Uniform()), 1)) {
            assertEquals(path, living.layers().get(1).path());
            Quadrants.step(living, STEPS);
            Quadrants.step(plain, STEPS);
            for (int l = 0; l < weights(plain).size(); l++) {
                WeightMatrix a = weights(living).get(l);
                WeightMatrix b = weights(plain).get(l);
                assertArrayEquals(b.values(), a.active(a.values()));
                assertArrayEquals(b.slots().get("momentum"), a.active(a.slots().get("momentum")));
            }
        }
    }

    private static List<WeightMatrix> weights(Trainer trainer) {
        return trainer.layers().stream().map(TrainableLayer::weight).map(p -> p.matrix()).toList();
    }

    private static Trainer trainer(MaskUpdater updater, int threads) {
        Recipe r = Quadrants.recipe("static");
        var recipe =
                new Recipe(
                        r.name(),
                        r.seed(),
                        r.batch(),
                        r.epochs(),
                        r.steps(),
                        r.data(),
                        new Mlp(List.of(190, 150)), // 28,500 weights between them
                        r.init(),
                        r.loss(),
                        r.optimizer(),
                        updater,
                        r.regularizer(),
                        r.quantizer(),
                        r.gradients());
        return new Trainer(recipe, Quadrants.data(), threads);
    }
}
