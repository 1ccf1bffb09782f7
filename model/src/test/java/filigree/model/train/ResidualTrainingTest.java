package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.data.ImageShape;
import filigree.model.kernel.Kernels;
import filigree.model.layer.BatchNorm;
import filigree.model.layer.Dropout;
import filigree.model.layer.LayerNorm;
import filigree.model.layer.LearnedLayer;
import filigree.model.layer.Linear;
import filigree.model.layer.Parameter;
import filigree.model.layer.PositionEmbedding;
import filigree.model.layer.Relu;
import filigree.model.layer.Sequences;
import filigree.model.method.MethodType;
import filigree.model.network.Network;
import filigree.model.network.NetworkBuilder;
import filigree.model.network.NetworkSpec;
import filigree.model.recipe.Recipe;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A network with a branch, dropout and layers whose parameters nobody prunes, in the whole
/// training loop.
class ResidualTrainingTest {
    @TempDir private Path folder = Path.of("");

    private record Residual() implements NetworkSpec {
        static final int WIDTH = 24;
        static final MethodType<Residual> TYPE =
                MethodType.<Residual>of("residual", "a test").build(_ -> new Residual());

        @Override
        public MethodType<Residual> type() {
            return TYPE;
        }

        @Override
        public List<LayerShape> shapes(ImageShape input, int classes) {
            return List.of(
                    LayerShape.linear("stem", WIDTH, input.features()),
                    LayerShape.linear("inner", WIDTH, WIDTH),
                    LayerShape.linear("head", classes, WIDTH));
        }

        @Override
        public Network build(
                ImageShape input, int classes, List<Mask> masks, boolean dense, Kernels kernels) {
            List<LayerShape> shapes = shapes(input, classes);
            List<Linear> linear = new ArrayList<>();
            for (int l = 0; l < shapes.size(); l++) {
                linear.add(
                        new Linear(
                                shapes.get(l).name(),
                                Parameter.weight(shapes.get(l), masks.get(l), dense),
                                Parameter.bias(shapes.get(l).name() + ".bias", shapes.get(l).out()),
                                kernels));
            }
            var net = new NetworkBuilder(input.features());
            int x =
                    net.add(
                            net.input(),
                            linear.get(0),
                            new BatchNorm("stem.norm", WIDTH, 1, net.mode()),
                            new PositionEmbedding("place", new Sequences(4), WIDTH));
            int branch =
                    net.add(
                            x,
                            new LayerNorm("norm", WIDTH),
                            linear.get(1),
                            new Relu("relu", WIDTH, kernels),
                            new Dropout("drop", WIDTH, 0.2, 0, net.mode()));
            int _ = net.add(net.join("join", x, branch), linear.get(2));
            return net.build();
        }
    }

    private static Recipe recipe(String updater, String optimizer) {
        Recipe r = Quadrants.recipe(updater).with("optimizer", optimizer);
        return new Recipe(
                r.name(),
                r.seed(),
                r.batch(),
                r.epochs(),
                r.steps(),
                r.data(),
                new Residual(),
                r.init(),
                r.loss(),
                r.optimizer(),
                r.maskUpdater(),
                r.regularizer(),
                r.quantizer(),
                r.gradients());
    }

    private static Trainer trainer(Recipe recipe, int threads) {
        return new Trainer(recipe, Quadrants.data(), threads);
    }

    @Test
    void learnsAndMovesEveryParameter() {
        try (var trainer = trainer(recipe("rigl", "sgd"), 2)) {
            List<float[]> before = learned(trainer);
            assertTrue(before.get(2)[0] != 0, "a place begins with a random vector");
            Quadrants.step(trainer, 60);
            assertTrue(trainer.lookAtTest().accuracy() > 0.9);
            List<float[]> after = learned(trainer);
            assertEquals(5, after.size());
            for (int p = 0; p < after.size(); p++) {
                assertFalse(Arrays.equals(before.get(p), after.get(p)), "parameter " + p);
            }
            assertTrue(trainer.isFinite());
            trainer.learned().getFirst().statistics().lastEntry().getValue()[3] = Float.NaN;
            assertFalse(trainer.isFinite());
        }
        try (var trainer = trainer(recipe("rigl", "sgd"), 1)) {
            trainer.learned().getFirst().parameters().getFirst().matrix().values()[3] = Float.NaN;
            assertFalse(trainer.isFinite());
        }
    }

    private static List<float[]> learned(Trainer trainer) {
        return trainer.learned().stream()
                .map(LearnedLayer::parameters)
                .flatMap(List::stream)
                .map(p -> p.matrix().values().clone())
                .toList();
    }

    @Test
    void theSameRecipeGivesTheSameBitsForAnyNumberOfThreads() {
        List<State> ends = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        for (int threads = 1; threads <= 3; threads++) {
            try (var trainer = trainer(recipe("rigl", "sgd"), threads)) {
                Quadrants.step(trainer, 23);
                ends.add(State.of(trainer));
                losses.add(trainer.lookAtTest().loss());
                losses.add(trainer.lookAtTest().loss()); // nothing is dropped
            }
        }
        assertEquals(ends.get(0), ends.get(1));
        assertEquals(ends.get(0), ends.get(2));
        assertEquals(1, losses.stream().distinct().count(), losses.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "adam"})
    void goesOnFromACheckpointBitForBit(String optimizer) {
        Recipe recipe = recipe("rigl", optimizer);
        var random = new SplittableRandom(optimizer.hashCode());
        State whole;
        try (var trainer = trainer(recipe, 1)) {
            Quadrants.step(trainer, 30);
            whole = State.of(trainer);
        }
        for (int round = 0; round < 5; round++) {
            Path file;
            try (var trainer = trainer(recipe, 2)) {
                Quadrants.step(trainer, random.nextInt(1, 30));
                file = Checkpoint.write(folder, trainer);
            }
            try (var trainer = trainer(recipe, 1)) {
                trainer.restore(SavedState.read(file), recipe, 0);
                Quadrants.step(trainer, (int) (30 - trainer.step()));
                assertEquals(whole, State.of(trainer), file.toString());
            }
        }
    }
}
