package filigree.model.network;

import filigree.model.kernel.Kernels;
import filigree.model.kernel.Pooling;
import filigree.model.layer.Dropout;
import filigree.model.layer.Flatten;
import filigree.model.layer.Gelu;
import filigree.model.layer.Layer;
import filigree.model.layer.LayerNorm;
import filigree.model.layer.Linear;
import filigree.model.layer.MaxPool2d;
import filigree.model.layer.Parameter;
import filigree.model.layer.PositionEmbedding;
import filigree.model.layer.Relu;
import filigree.model.layer.Sequences;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Any layers in any order, with branches and joins anywhere.
final class RandomNetwork {
    static final int SIZE = 8;
    private static final int POOLED = 2; // one number a channel of 2 x 2 pixels
    private static final int STEPS = 14;

    private final SplittableRandom random;
    private final Kernels kernels;
    private final NetworkBuilder builder = new NetworkBuilder(SIZE);
    private final List<Integer> values = new ArrayList<>(List.of(0));
    private final List<Integer> unread = new ArrayList<>(List.of(0));
    private int number;

    private RandomNetwork(long seed, Kernels kernels) {
        this.random = new SplittableRandom(seed);
        this.kernels = kernels;
    }

    static Network of(long seed, Kernels kernels) {
        return new RandomNetwork(seed, kernels).build();
    }

    private Network build() {
        for (int step = 0; step < STEPS; step++) {
            // mostly what was just written, so that layers follow each other
            int from =
                    random.nextInt(3) > 0
                            ? values.getLast()
                            : values.get(random.nextInt(values.size()));
            int other = values.get(random.nextInt(values.size()));
            if (random.nextInt(6) == 0) {
                stack(from);
            } else if (random.nextInt(3) == 0 && builder.size(from) == builder.size(other)) {
                written(builder.join("join" + number++, from, other), from, other);
            } else {
                written(builder.add(from, layer(builder.size(from))), from);
            }
        }
        while (unread.size() > 1) {
            int a = wide(unread.get(0));
            int b = wide(unread.get(1));
            written(builder.join("join" + number++, a, b), a, b);
        }
        int _ = builder.add(unread.getFirst(), linear(builder.size(unread.getFirst()), 3));
        Network network = builder.build();
        for (Parameter p : network.parameters()) {
            float[] w = p.matrix().values();
            for (int k = 0; k < w.length; k++) {
                w[k] = (float) random.nextDouble(-1, 1);
            }
            p.matrix().publish();
        }
        return network;
    }

    /// Two maps of a value, one below the other, and what reads them.
    private void stack(int from) {
        int a = builder.add(from, linear(builder.size(from), SIZE));
        int b = builder.add(from, linear(builder.size(from), POOLED));
        written(a, from);
        written(b, from);
        int both = builder.stack("stack" + number++, b, a);
        written(both, a, b);
        int next =
                random.nextBoolean()
                        ? builder.add(both, new Relu("layer" + number++, SIZE + POOLED, kernels))
                        : both;
        written(next, both);
        written(builder.add(next, linear(SIZE + POOLED, SIZE)), next);
        values.removeAll(List.of(a, b, both, next));
    }

    private void written(int value, Integer... read) {
        unread.removeAll(List.of(read));
        values.add(value);
        unread.add(value);
    }

    private int wide(int value) {
        if (builder.size(value) == SIZE) {
            return value;
        }
        int wide = builder.add(value, linear(POOLED, SIZE));
        written(wide, value);
        return wide;
    }

    private Layer layer(int size) {
        String name = "layer" + number++;
        return switch (random.nextInt(size == SIZE ? 9 : 7)) {
            case 0, 1 -> new Relu(name, size, kernels);
            case 2 -> new Dropout(name, size, 0.3, number, builder.mode());
            case 3 -> new Flatten(name, size);
            case 4 -> new Gelu(name, size);
            case 5 -> new PositionEmbedding(name, new Sequences(8), size);
            case 6 -> linear(size, SIZE);
            case 7 -> new LayerNorm(name, size);
            default -> new MaxPool2d(name, new Pooling(POOLED, 2, 2, 2), kernels.images());
        };
    }

    private Linear linear(int in, int out) {
        var shape = LayerShape.linear("linear" + number++, out, in);
        return new Linear(
                shape.name(),
                Parameter.weight(shape, Mask.where(out, in, _ -> random.nextDouble() < 0.7)),
                Parameter.bias(shape.name() + ".bias", out),
                kernels);
    }
}
