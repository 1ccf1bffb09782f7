package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import filigree.model.data.DatasetPart;
import filigree.model.data.LoadedData;
import filigree.model.data.Order;
import filigree.model.layer.Linear;
import filigree.model.layer.TrainableLayer;
import filigree.model.matrix.Activations;
import filigree.model.network.ExactNetwork;
import filigree.model.random.RandomStreams;
import filigree.model.random.RandomStreams.Purpose;
import filigree.model.recipe.Recipe;
import filigree.model.sparsity.Allocation;
import filigree.model.sparsity.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What GraSP measures its scores on, and of which weights.
class GraspTest {
    private static final double SPARSITY = 0.95;

    /// LeNet-5 has convolutions too, which are never drawn anew.
    @ParameterizedTest
    @CsvSource({"mlp, 1", "mlp, 7", "lenet-5, 2"})
    void scoresAreThoseOfTheFirstExamplesOfEachClass(String network, int count) {
        for (boolean anew : new boolean[] {false, true}) {
            LoadedData data = network.equals("mlp") ? Quadrants.data() : Stripes.data();
            Recipe recipe =
                    recipe(network)
                            .with("maskUpdater.samplesPerClass", count)
                            .with("maskUpdater.scored", anew ? "drawn-anew" : "trained");
            try (var trainer = new Trainer(recipe, data, 2);
                    var dense = new Trainer(recipe.with("maskUpdater", "dense"), data, 1)) {
                assertEquals(byHand(dense, count, anew), State.masks(trainer));
                for (int l = 0; l < trainer.layers().size(); l++) {
                    assertKept(dense.layers().get(l), trainer.layers().get(l));
                }
            }
        }
    }

    private static void assertKept(TrainableLayer dense, TrainableLayer pruned) {
        float[] all = dense.weight().matrix().values();
        long[] places = pruned.weight().matrix().mask().flatIndices();
        float[] kept = new float[places.length];
        for (int k = 0; k < kept.length; k++) {
            kept[k] = all[(int) places[k]];
        }
        assertArrayEquals(kept, pruned.weight().matrix().values());
    }

    /// Scores of all weights of a network that nothing has pruned, sorted.
    private static List<Mask> byHand(Trainer dense, int count, boolean anew) {
        DatasetPart part = dense.split().training();
        var random = new RandomStreams(dense.recipe().seed());
        int[] order = Order.of(random, 0, part.examples());
        var x = new Activations(part.dataset().features(), order.length);
        for (int tile = 0; tile < x.tiles(); tile++) {
            dense.inputs().fill(x, tile, part.dataset(), order); // training images come first
        }
        var exact = new ExactNetwork(dense.network());
        for (int l = 0; l < dense.layers().size(); l++) {
            if (anew && dense.layers().get(l) instanceof Linear linear) {
                int ends = linear.weight().shape().rows() + linear.weight().shape().columns();
                long key = random.key(Purpose.SCORED_WEIGHTS, 0, l);
                Arrays.setAll(
                        exact.weights().get(l),
                        i -> Math.sqrt(2.0 / ends) * RandomStreams.normal(key, i));
            }
        }
        exact.restart();
        add(exact, x, order, part, count);
        exact.restart(exact.gradient());
        add(exact, x, order, part, count);
        return highest(dense.layers(), exact.weights(), exact.hessianTimesDirection());
    }

    private static void add(
            ExactNetwork exact, Activations x, int[] order, DatasetPart part, int count) {
        for (int label = 0; label < part.dataset().classes(); label++) { // class by class
            int read = 0;
            for (int c = 0; c < order.length && read < count; c++) {
                if (part.label(order[c]) == label) {
                    double[] features = new double[x.features()];
                    for (int f = 0; f < features.length; f++) {
                        features[f] = x.get(f, c);
                    }
                    exact.add(features, label, 200);
                    read++;
                }
            }
        }
    }

    private static List<Mask> highest(
            List<TrainableLayer> layers, List<double[]> w, List<double[]> product) {
        double[] scores =
                LongStream.range(0, layers.size())
                        .boxed()
                        .flatMapToDouble(l -> {
                            double[] score = w.get(l.intValue()).clone();
                            Arrays.setAll(score, i -> score[i] * product.get(l.intValue())[i]);
                            return Arrays.stream(score);
                        })
                        .toArray();
        long active = Allocation.activeCount(scores.length, SPARSITY);
        long[] stay =
                LongStream.range(0, scores.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> -scores[i.intValue()]))
                        .limit(active)
                        .mapToLong(i -> i)
                        .sorted()
                        .toArray();
        List<Mask> masks = new ArrayList<>();
        long offset = 0;
        for (TrainableLayer layer : layers) {
            long begin = offset;
            long end = offset + layer.weight().shape().size();
            long[] flat =
                    Arrays.stream(stay)
                            .filter(i -> i >= begin && i < end)
                            .map(i -> i - begin)
                            .toArray();
            masks.add(
                    Mask.of(layer.weight().shape().rows(), layer.weight().shape().columns(), flat));
            offset = end;
        }
        return masks;
    }

    @Test
    void weightsDrawnAnewChooseTheSameWhateverTrains() {
        Recipe anew = recipe("mlp").with("maskUpdater.scored", "drawn-anew");
        assertEquals(masks(anew), masks(anew.with("init.draw", 1)));
        assertNotEquals(masks(anew), masks(anew.with("seed", 2)));
        assertNotEquals(masks(recipe("mlp")), masks(recipe("mlp").with("init.draw", 1)));
    }

    /// Quadrants has 500 training images of 4 classes and batches of 100.
    @Test
    void moreExamplesOfAClassThanThereAreAreAllThereAre() {
        Recipe all = recipe("mlp").with("maskUpdater.samplesPerClass", 1_000);
        assertEquals(masks(recipe("mlp").with("maskUpdater.batches", 5)), masks(all));
    }

    private static List<Mask> masks(Recipe recipe) {
        try (var trainer = new Trainer(recipe, Quadrants.data(), 1)) {
            return State.masks(trainer);
        }
    }

    private static Recipe recipe(String network) {
        Recipe recipe = network.equals("mlp") ? Quadrants.recipe("grasp") : Stripes.recipe(network);
        return recipe.with("maskUpdater", "grasp").with("maskUpdater.sparsity", SPARSITY);
    }
}
