package filigree.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import filigree.model.data.DatasetPart;
import filigree.model.data.LoadedData;
import filigree.model.data.Split;
import filigree.model.random.RandomStreams;
import filigree.model.recipe.Recipe;
import filigree.model.sparsity.Mask;
import filigree.samples.BundledData;
import filigree.samples.Samples;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/// The peer of a whole run: a sample's RigL training of a multilayer perceptron in libtorch, dense
/// with a mask, up to the accuracy on the test set. A program of its own: the sample's name and the
/// number of threads.
///
/// The rates of the recipe and its schedule, Nesterov's momentum, weight decay, masks that change
/// as often and by as much; random numbers differ, and nothing is kept on disk or looked at meanwhile.
public final class TorchTraining {
    private static final float MOMENTUM = 0.9f;
    private static final float DECAY = 5e-4f;

    private final NDManager manager = NDManager.newBaseManager(null, "PyTorch");
    private final Recipe recipe;
    private final Split split;
    private final TorchNet net;
    private final float mean;
    private final float deviation;

    private TorchTraining(Recipe recipe, LoadedData data) {
        this.recipe = recipe;
        this.split = Split.of(data, recipe.data().validation());
        double sum = 0;
        double squares = 0;
        long n = 0;
        for (int i = 0; i < split.training().examples(); i++) {
            for (int f = 0; f < 784; f++, n++) {
                int pixel = split.training().dataset().pixel(split.training().index(i), f);
                sum += pixel;
                squares += (double) pixel * pixel;
            }
        }
        this.mean = (float) (sum / n);
        this.deviation = (float) Math.sqrt(squares / n - (sum / n) * (sum / n));
        var shapes = recipe.network().shapes(split.training().dataset().shape(), 10);
        List<Mask> masks =
                recipe.maskUpdater().initialMasks(shapes, new RandomStreams(recipe.seed()));
        List<Integer> sizes = new ArrayList<>(List.of(784));
        shapes.forEach(s -> sizes.add(s.rows()));
        this.net =
                new TorchNet(
                        manager,
                        sizes,
                        masks.stream().map(this::array).toList(),
                        masks.stream().map(m -> 1 - m.sparsity()).toList());
    }

    public static void main(String[] args) {
        Recipe recipe = Samples.find(args[0]).orElseThrow().recipe();
        var training = new TorchTraining(recipe, recipe.data().load(new BundledData()));
        JniUtils.setNumThreads(Integer.parseInt(args[1]));
        double accuracy = training.train();
        System.out.printf(Locale.ROOT, "libtorch: test accuracy %.2f %%%n", 100 * accuracy);
        System.exit(0);
    }

    private NDArray array(Mask mask) {
        float[] dense = new float[(int) mask.size()];
        for (long i : mask.flatIndices()) {
            dense[(int) i] = 1;
        }
        return manager.create(dense, new Shape(mask.rows(), mask.columns()));
    }

    private double train() {
        int batch = recipe.batch();
        int perEpoch = split.training().examples() / batch;
        int steps = (int) recipe.length(perEpoch);
        var random = new Random(recipe.seed());
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, split.training().examples()).boxed().toList());
        for (int step = 0; step < steps; step++) {
            if (step % perEpoch == 0) {
                Collections.shuffle(order, random);
            }
            int first = step % perEpoch * batch;
            step(order.subList(first, first + batch), step, steps);
        }
        return accuracy();
    }

    private void step(List<Integer> items, int step, int steps) {
        try (NDManager now = manager.newSubManager()) {
            NDArray targets = now.create(classes(items), new Shape(items.size(), 10));
            List<NDArray> values = net.forward(pictures(now, split.training(), items));
            float rate = (float) recipe.optimizer().rateAt(step, steps);
            boolean changes = recipe.maskUpdater().updatesAt(step, steps);
            double share = 0.15 * (1 + Math.cos(Math.PI * step / (0.75 * steps)));
            net.backward(
                    values,
                    targets,
                    (l, gradient, bias) -> {
                        if (changes) {
                            exchange(net.layers.get(l), gradient, share);
                        } else {
                            update(net.layers.get(l), gradient, bias, rate);
                        }
                    });
            values.getLast().getFloat(0, 0); // waits for what was only begun
        }
    }

    private static void update(TorchNet.Layer l, NDArray gradient, NDArray bias, float rate) {
        gradient.muli(l.mask()).addi(l.weight().mul(DECAY));
        l.momentum().muli(MOMENTUM).addi(gradient);
        l.weight().subi(l.momentum().mul(MOMENTUM).addi(gradient).muli(rate));
        l.biasMomentum().muli(MOMENTUM).addi(bias);
        l.bias().subi(l.biasMomentum().mul(MOMENTUM).addi(bias).muli(rate));
    }

    /// RigL: the smallest weights go, those of the largest gradient come, at 0.
    private static void exchange(TorchNet.Layer l, NDArray gradient, double share) {
        long active = Math.round(l.mask().sum().getFloat());
        int count = (int) Math.round(share * active);
        if (count == 0 || active == l.mask().size()) {
            return;
        }
        NDArray absent = l.mask().neg().addi(1);
        NDArray sizes = l.weight().abs().addi(absent.mul(1e9f));
        NDArray stay = l.mask().mul(sizes.gt(highest(sizes.neg(), count).neg()).toType(l.mask().getDataType(), false));
        NDArray scores = gradient.abs().muli(stay.neg().addi(1));
        NDArray grown = scores.gte(highest(scores, count)).toType(l.mask().getDataType(), false);
        NDArray kept = l.mask().mul(stay);
        l.mask().muli(0).addi(stay).addi(grown.muli(stay.neg().addi(1)));
        l.weight().muli(kept);
        l.momentum().muli(kept);
    }

    /// The count-th highest number.
    private static NDArray highest(NDArray numbers, int count) {
        return numbers.flatten().topK(count, 0, true, false).getFirst().min();
    }

    private double accuracy() {
        int right = 0;
        DatasetPart test = split.test();
        try (NDManager now = manager.newSubManager()) {
            List<Integer> all = IntStream.range(0, test.examples()).boxed().toList();
            NDArray chosen = net.forward(pictures(now, test, all)).getLast().argMax(1);
            long[] classes = chosen.toLongArray();
            for (int i = 0; i < classes.length; i++) {
                right += classes[i] == test.label(i) ? 1 : 0;
            }
        }
        return (double) right / test.examples();
    }

    private NDArray pictures(NDManager now, DatasetPart part, List<Integer> items) {
        float[] pixels = new float[items.size() * 784];
        byte[] from = part.dataset().pixels();
        for (int i = 0; i < items.size(); i++) {
            int at = 784 * part.index(items.get(i));
            for (int f = 0; f < 784; f++) {
                pixels[784 * i + f] = ((from[at + f] & 0xff) - mean) / deviation;
            }
        }
        return now.create(FloatBuffer.wrap(pixels), new Shape(items.size(), 784));
    }

    private float[] classes(List<Integer> items) {
        float[] targets = new float[10 * items.size()];
        for (int i = 0; i < items.size(); i++) {
            targets[10 * i + split.training().label(items.get(i))] = 1;
        }
        return targets;
    }
}
