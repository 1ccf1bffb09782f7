package filigree.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import filigree.model.data.DatasetPart;
import filigree.model.data.LoadedData;
import filigree.model.data.Normalisation;
import filigree.model.data.Split;
import filigree.model.random.RandomStreams;
import filigree.model.recipe.Recipe;
import filigree.model.sparsity.Mask;
import filigree.model.topology.RigL;
import filigree.samples.BundledData;
import filigree.samples.Samples;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/// The peer of a whole run: a sample's RigL training of a multilayer perceptron in libtorch, dense
/// with a mask, up to the accuracy on the test set. A program of its own: the sample's name and the
/// number of threads.
///
/// The recipe's rates, decay, and masks that change as often and by as much. It does a little less
/// than ours: plain momentum by libtorch's own update, all inputs made floats once, nothing kept on
/// disk or looked at before the end. Random numbers differ.
public final class TorchTraining {
    private final NDManager manager = NDManager.newBaseManager(null, "PyTorch");
    private final Recipe recipe;
    private final RigL rigl;
    private final float momentum;
    private final float decay;
    private final Split split;
    private final TorchNet net;
    private final List<float[]> masks = new ArrayList<>(); // what the net's hold

    private TorchTraining(Recipe recipe, LoadedData data) {
        this.recipe = recipe;
        this.rigl = (RigL) recipe.maskUpdater();
        this.momentum = ((Number) recipe.get("optimizer.momentum")).floatValue();
        this.decay = ((Number) recipe.get("optimizer.weightDecay")).floatValue();
        this.split = Split.of(data, recipe.data().validation());
        var shapes = recipe.network().shapes(split.training().dataset().shape(), 10);
        List<Mask> first = rigl.initialMasks(shapes, new RandomStreams(recipe.seed()));
        List<Integer> sizes = new ArrayList<>(List.of(shapes.getFirst().columns()));
        List<NDArray> arrays = new ArrayList<>();
        for (Mask mask : first) {
            float[] dense = new float[(int) mask.size()];
            for (long i : mask.flatIndices()) {
                dense[(int) i] = 1;
            }
            masks.add(dense);
            arrays.add(manager.create(dense, new Shape(mask.rows(), mask.columns())));
            sizes.add(mask.rows());
        }
        this.net =
                new TorchNet(
                        manager, sizes, arrays, first.stream().map(m -> 1 - m.sparsity()).toList());
    }

    public static void main(String[] args) {
        Recipe recipe = Samples.find(args[0]).orElseThrow().recipe();
        var training = new TorchTraining(recipe, recipe.data().load(new BundledData()));
        JniUtils.setNumThreads(Integer.parseInt(args[1]));
        double accuracy = training.train();
        System.out.printf(Locale.ROOT, "libtorch: test accuracy %.2f %%%n", 100 * accuracy);
        System.exit(0);
    }

    /// Returns the test accuracy.
    private double train() {
        float[] table = Normalisation.of(recipe.data().input(), split.training(), 0).table();
        NDArray pictures = pictures(split.training(), table);
        int batch = recipe.batch();
        int perEpoch = split.training().examples() / batch;
        int steps = (int) recipe.length(perEpoch);
        var random = new Random(recipe.seed());
        int[] order = IntStream.range(0, split.training().examples()).toArray();
        for (int step = 0; step < steps; step++) {
            if (step % perEpoch == 0) {
                shuffle(order, random);
            }
            int from = step % perEpoch * batch;
            int[] items = Arrays.copyOfRange(order, from, from + batch);
            step(pictures, items, step, steps);
        }
        return accuracy(pictures(split.test(), table));
    }

    private void step(NDArray pictures, int[] items, int step, int steps) {
        try (NDManager now = manager.newSubManager()) {
            NDArray x = pictures.get(now.create(Arrays.stream(items).asLongStream().toArray()));
            x.attach(now);
            List<NDArray> values = net.forward(x);
            float rate = (float) recipe.optimizer().rateAt(step, steps);
            boolean changes = rigl.updatesAt(step, steps);
            double share = rigl.rule().dropFraction().at(step, rigl.span(steps), 0);
            net.backward(
                    values,
                    now.create(classes(items), new Shape(items.length, 10)),
                    (l, gradient, bias) -> {
                        if (changes) {
                            exchange(l, gradient, share);
                        } else {
                            update(net.layers.get(l), gradient, bias, rate);
                        }
                    });
            values.getLast().getFloat(0, 0); // waits for what was only begun
        }
    }

    private void update(TorchNet.Layer l, NDArray gradient, NDArray bias, float rate) {
        gradient.muli(l.mask());
        descend(l.weight(), gradient, l.momentum(), rate, decay);
        descend(l.bias(), bias, l.biasMomentum(), rate, 0);
    }

    private void descend(NDArray w, NDArray gradient, NDArray state, float rate, float by) {
        JniUtils.sgdUpdate(
                (PtNDArray) w, (PtNDArray) gradient, (PtNDArray) state, rate, by, 1, -1, momentum);
    }

    /// RigL: the smallest weights go, those of the largest gradient come, at 0 unless they were
    /// there.
    private void exchange(int layer, NDArray gradient, double share) {
        TorchNet.Layer l = net.layers.get(layer);
        float[] mask = masks.get(layer);
        int active = 0;
        for (float m : mask) {
            active += m > 0 ? 1 : 0;
        }
        int count = (int) Math.round(share * active);
        if (count == 0) {
            return;
        }
        float[] before = mask.clone();
        try (NDManager now = manager.newSubManager()) {
            NDArray here = now.create(before, l.mask().getShape());
            NDArray size = l.weight().abs();
            size.attach(now);
            for (long i : highest(here.sub(1).muli(-1e9f).addi(size).muli(-1), count, now)) {
                mask[(int) i] = 0;
            }
            NDArray score = gradient.abs();
            score.attach(now);
            NDArray taken = now.create(mask, l.mask().getShape()).muli(-1e9f);
            for (long i : highest(score.addi(taken), count, now)) {
                mask[(int) i] = 1;
            }
            l.mask().set(FloatBuffer.wrap(mask));
            l.weight().muli(here.muli(l.mask()));
            l.momentum().muli(here);
        }
    }

    private static long[] highest(NDArray numbers, int count, NDManager now) {
        NDArray flat = numbers.flatten();
        flat.attach(now);
        NDList top = flat.topK(count, 0, true, false);
        top.attach(now);
        return top.get(1).toLongArray();
    }

    private double accuracy(NDArray pictures) {
        long[] chosen = net.forward(pictures).getLast().argMax(1).toLongArray();
        int right = 0;
        for (int i = 0; i < chosen.length; i++) {
            right += chosen[i] == split.test().label(i) ? 1 : 0;
        }
        return (double) right / chosen.length;
    }

    /// Normalised as ours, `[examples, features]`.
    private NDArray pictures(DatasetPart part, float[] table) {
        byte[] pixels = part.dataset().pixels();
        int features = part.dataset().features();
        float[] all = new float[part.examples() * features];
        int first = part.index(0) * features;
        for (int k = 0; k < all.length; k++) {
            all[k] = table[pixels[first + k] & 0xff];
        }
        return manager.create(all, new Shape(part.examples(), features));
    }

    private float[] classes(int[] items) {
        float[] targets = new float[10 * items.length];
        for (int i = 0; i < items.length; i++) {
            targets[10 * i + split.training().label(items[i])] = 1;
        }
        return targets;
    }

    private static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int item = order[i];
            order[i] = order[j];
            order[j] = item;
        }
    }
}
