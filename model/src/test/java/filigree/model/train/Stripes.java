package filigree.model.train;

import filigree.model.data.Dataset;
import filigree.model.data.ImageShape;
import filigree.model.data.LoadedData;
import filigree.model.recipe.Recipe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// A small problem for networks of convolutions: which way the stripes of a 16 x 16 image run. 140
/// training images, 2 steps an epoch.
final class Stripes {
    private static final int SIDE = 16;

    private Stripes() {}

    /// A recipe of 30 steps of 70 images, at 80 % sparsity with an update every 3 steps.
    ///
    /// @param network id of a network, or its tree
    static Recipe recipe(Object network) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", "stripes");
        tree.put("batch", 70);
        tree.put("steps", 30);
        tree.put("data", Map.of("method", "digits", "validation", 10));
        tree.put("network", network);
        tree.put("optimizer", Map.of("method", "sgd", "peak", 0.02));
        tree.put("maskUpdater", Map.of("method", "rigl", "sparsity", 0.8, "every", 3));
        return Recipe.fromTree(tree);
    }

    /// Small networks with batch normalisation, as trees.
    static List<Object> normalised() {
        return List.of(
                Map.of("method", "vgg", "widths", List.of(6, 0, 8, 0)),
                Map.of("method", "resnet", "depth", 8, "width", 4));
    }

    static LoadedData data() {
        return new LoadedData(images(1, 150), images(2, 60), false);
    }

    private static Dataset images(long seed, int count) {
        var random = new SplittableRandom(seed);
        byte[] labels = new byte[count];
        byte[] pixels = new byte[count * SIDE * SIDE];
        for (int n = 0; n < count; n++) {
            labels[n] = (byte) random.nextInt(2);
            int phase = random.nextInt(4);
            for (int i = 0; i < SIDE * SIDE; i++) {
                int across = labels[n] == 0 ? i / SIDE : i % SIDE;
                pixels[n * SIDE * SIDE + i] =
                        (byte) ((across + phase) / 2 % 2 * 8 + random.nextInt(9));
            }
        }
        return new Dataset("digits", new ImageShape(SIDE, SIDE, 1), 2, 16, pixels, labels);
    }
}
