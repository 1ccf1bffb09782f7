package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.data.ImageShape;
import filigree.model.kernel.KernelProvider;
import filigree.model.layer.TrainableLayer;
import filigree.model.method.ParamValues;
import filigree.model.network.Network;
import filigree.model.network.NetworkSpec;
import filigree.model.recipe.Catalog;
import filigree.model.recipe.Recipe;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What every network for images in the catalog promises. A new one is tested here by being
/// registered.
class NetworkContractTest {
    private static final int STEPS = 3; // with one update of the masks

    @TempDir private Path folder = Path.of("");

    static Stream<NetworkSpec> networks() {
        return Catalog.family(NetworkSpec.class).stream()
                .<NetworkSpec>map(type -> type.create(ParamValues.none()))
                .filter(spec -> !spec.readsTokens());
    }

    static Stream<Arguments> networksAndImages() {
        return networks()
                .flatMap(n ->
                        Stream.of(
                                        new ImageShape(28, 28, 1),
                                        new ImageShape(32, 32, 3),
                                        new ImageShape(16, 31, 2))
                                .map(image -> Arguments.of(n, image)));
    }

    @ParameterizedTest
    @MethodSource("networksAndImages")
    void hasTheLayersThatItAnnounced(NetworkSpec spec, ImageShape image) {
        List<LayerShape> shapes = spec.shapes(image, 10);
        List<Mask> masks = shapes.stream().map(s -> Mask.full(s.rows(), s.columns())).toList();
        Network network = spec.build(image, 10, masks, KernelProvider.best());
        assertEquals(shapes, network.trainable().stream().map(l -> l.weight().shape()).toList());
        assertEquals(image.features(), network.inputSize());
        assertEquals(10, network.outputSize());
        assertEquals(shapes.size(), network.wiring().layers());
        for (TrainableLayer layer : network.trainable()) {
            assertEquals(layer.outputSize(), layer.positions() * layer.weight().shape().out());
        }
        Set<String> names = new HashSet<>();
        network.parameters().forEach(p -> assertTrue(names.add(p.shape().name()), p.toString()));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void trainsWithTheSameBitsForAnyNumberOfThreadsAndAfterABreak(NetworkSpec spec) {
        Recipe recipe = Stripes.recipe(spec.type().id()).with("maskUpdater.every", 2);
        State whole;
        try (var trainer = new Trainer(recipe, Stripes.data(), 1)) {
            Quadrants.step(trainer, STEPS);
            whole = State.of(trainer);
            assertTrue(trainer.isFinite());
            assertEquals(1, trainer.topology().updates());
            assertEquals(0.8, trainer.topology().sparsity(), 0.001);
        }
        Path file;
        try (var trainer = new Trainer(recipe, Stripes.data(), 3)) {
            Quadrants.step(trainer, 1);
            file = Checkpoint.write(folder, trainer);
        }
        try (var trainer = new Trainer(recipe, Stripes.data(), 2)) {
            trainer.restore(SavedState.read(file), recipe, 0);
            Quadrants.step(trainer, STEPS - 1);
            assertEquals(whole, State.of(trainer));
        }
    }
}
