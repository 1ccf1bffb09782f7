package filigree.model.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import filigree.model.kernel.Workers;
import filigree.model.layer.Parameter;
import filigree.model.random.RandomStreams;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Transforms that send a part of the gradients, beside slow ones that sort.
class SendingTest {
    private static final double ROUNDING = 2e-5;
    private static final Selection.Scope ALL = Selection.Scope.NETWORK;

    static Stream<GradientTransform> senders() {
        return Stream.of(
                new TopK(0.01, true, ALL),
                new TopK(0.3, true, Selection.Scope.TENSOR),
                new RandomK(0.05, true),
                new Threshold(1.5, true));
    }

    @ParameterizedTest
    @CsvSource({"0.00001,1", "0.001,2", "0.01,3", "0.25,1", "0.9,7", "1,2"})
    void theLargestAreSentAndAmongEqualsTheFirst(double fraction, int threads) {
        List<Parameter> network = network();
        randomise(network, 3, 0.25f); // coarse: many are equal
        float[] g = flat(network);
        Integer[] order = IntStream.range(0, g.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(k -> -Math.abs(g[k]))); // stable
        int count = (int) Math.max(1, Math.round(fraction * g.length));
        float[] wanted = new float[g.length];
        for (int n = 0; n < count; n++) {
            wanted[order[n]] = g[order[n]];
        }
        try (var workers = new Workers(threads)) {
            var gradients = begun(network, workers, 0);
            new TopK(fraction, false, ALL).apply(gradients);
            assertEquals(count, gradients.sent());
        }
        assertArrayEquals(wanted, flat(network));
    }

    @Test
    void eachMatrixSendsItsOwnShareAndAtLeastOne() {
        List<Parameter> network = network();
        randomise(network, 5, 0);
        try (var workers = new Workers(2)) {
            var gradients = begun(network, workers, 0);
            new TopK(0.01, false, Selection.Scope.TENSOR).apply(gradients);
        }
        for (Parameter p : network) {
            float[] g = p.matrix().gradients();
            long sent = IntStream.range(0, g.length).filter(k -> g[k] != 0).count();
            assertEquals(Math.max(1, Math.round(0.01 * g.length)), sent, p.shape().name());
        }
    }

    @ParameterizedTest
    @MethodSource("senders")
    void whatIsSentAndWhatWaitsAddUpToAllGradients(GradientTransform sender) {
        List<Parameter> network = network();
        double[] given = new double[flat(network).length];
        double[] sent = new double[given.length];
        try (var workers = new Workers(2)) {
            for (int step = 0; step < 20; step++) {
                randomise(network, step, 0);
                add(given, flat(network));
                sender.apply(begun(network, workers, step));
                add(sent, flat(network));
            }
        }
        assertNotEquals(0, Arrays.stream(sent).map(Math::abs).sum());
        add(sent, slot(network, "residual"));
        assertArrayEquals(given, sent, ROUNDING);
    }

    @Test
    void aDroppedWeightForgetsWhatItHasNotSent() {
        List<Parameter> network = network();
        var matrix = network.getFirst().matrix();
        try (var workers = new Workers(1)) {
            randomise(network, 1, 0);
            new TopK(0.001, true, ALL).apply(begun(network, workers, 0));
            float[] before = matrix.toDense(matrix.slots().get("residual"));
            Mask thinner = Mask.where(97, 131, i -> i % 7 != 0 && i % 3 == 0);
            matrix.setMask(thinner);
            matrix.setMask(Mask.where(97, 131, i -> i % 7 != 0));
            float[] after = matrix.toDense(matrix.slots().get("residual"));
            for (int i = 0; i < before.length; i++) {
                assertEquals(i % 7 != 0 && i % 3 == 0 ? before[i] : 0, after[i], "at " + i);
            }
            randomise(network, 2, 0);
            new TopK(0.001, true, ALL).apply(begun(network, workers, 1)); // goes on
        }
    }

    @Test
    void chanceIsFairAndExactAndDiffersByStepAndWorker() {
        List<Parameter> network = network();
        int size = flat(network).length;
        int[] times = new int[size];
        int rounds = 400;
        double fraction = 0.2;
        List<float[]> seen = new ArrayList<>();
        try (var workers = new Workers(1)) {
            var gradients = new Gradients(network, workers);
            for (int round = 0; round < rounds; round++) {
                ones(network);
                var turn = new Turn(round % 4, 4, round / 4, 1, new RandomStreams(7));
                gradients.begin(turn);
                new RandomK(fraction, false).apply(gradients);
                assertEquals(Math.round(fraction * size), gradients.sent());
                float[] sent = flat(network);
                for (int k = 0; k < size; k++) {
                    times[k] += sent[k] == 1 ? 1 : 0;
                }
                if (round < 5) {
                    seen.add(sent);
                }
            }
        }
        for (int a = 0; a < seen.size(); a++) {
            for (int b = 0; b < a; b++) {
                assertTrue(!Arrays.equals(seen.get(a), seen.get(b)), a + " as " + b);
            }
        }
        double deviation = Math.sqrt(rounds * fraction * (1 - fraction));
        for (int n : times) {
            assertEquals(rounds * fraction, n, 6 * deviation);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void compressionKeepsMomentumAndForgetsItWhereItSent(boolean nesterov) {
        List<Parameter> network = network();
        int size = flat(network).length;
        double m = 0.8;
        double clip = 30; // shorter than these gradients
        double[] u = new double[size];
        double[] v = new double[size];
        try (var workers = new Workers(2)) {
            var gradients = new Gradients(network, workers);
            for (int step = 0; step < 12; step++) {
                randomise(network, step, 0);
                float[] g = flat(network);
                double norm = 0;
                for (float x : g) {
                    norm += (double) x * x;
                }
                norm = Math.sqrt(norm);
                double shorter = Math.min(1, clip / Math.sqrt(4) / norm);
                gradients.begin(new Turn(2, 4, step, 4, new RandomStreams(0)));
                new DeepCompression(0.01, 2, m, nesterov, clip, ALL).apply(gradients);
                float[] sent = flat(network);
                int count = 0;
                for (int k = 0; k < size; k++) {
                    double x = g[k] * shorter;
                    u[k] = nesterov ? m * (u[k] + x) : m * u[k] + x;
                    v[k] += nesterov ? u[k] + x : u[k];
                    if (sent[k] != 0) {
                        assertEquals(v[k], sent[k], ROUNDING * Math.abs(v[k]) + 1e-6);
                        v[k] = 0;
                        u[k] = 0;
                        count++;
                    }
                }
                double ratio = step < 4 ? Math.cbrt(0.01) : step < 8 ? Math.cbrt(1e-4) : 0.01;
                assertEquals(Math.round(ratio * size), count, "step " + step);
            }
        }
        float[] waiting = slot(network, "residual-3");
        for (int k = 0; k < size; k++) {
            assertEquals(v[k], waiting[k], ROUNDING * Math.abs(v[k]) + 1e-6);
        }
    }

    @Test
    void theRatioFallsAsTheAuthorsSay() {
        var dgc = new DeepCompression(0.001, 4, 0.9, false, 0, ALL);
        double[] wanted = {0.25, 0.0625, 0.015625, 0.004, 0.001, 0.001};
        for (int epoch = 0; epoch < wanted.length; epoch++) {
            assertEquals(wanted[epoch], dgc.ratioAt(epoch), 0.02 * wanted[epoch]);
        }
    }

    static Stream<GradientTransform> all() {
        return Stream.concat(
                senders(),
                Stream.of(
                        new TopK(0.01, false, ALL),
                        new DeepCompression(0.001, 4, 0.9, true, 1, ALL),
                        new DataParallel(4, new TopK(0.1, true, ALL))));
    }

    @ParameterizedTest
    @MethodSource("all")
    void anyNumberOfThreadsGivesTheSameBits(GradientTransform transform) {
        List<Parameter> alone = network();
        List<Parameter> shared = network();
        try (var one = new Workers(1);
                var many = new Workers(3)) {
            for (int step = 0; step < 8; step++) {
                randomise(alone, step, 0.125f);
                randomise(shared, step, 0.125f);
                transform.apply(begun(alone, one, step));
                transform.apply(begun(shared, many, step));
                assertArrayEquals(flat(alone), flat(shared));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aStepAllocatesNothingOfTheSizeOfTheNetwork(GradientTransform transform) {
        List<Parameter> network = network();
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int steps = 50;
        try (var workers = new Workers(1)) {
            var gradients = begun(network, workers, 0);
            long least = Long.MAX_VALUE;
            for (int chance = 0; chance < 10; chance++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int step = 0; step < steps; step++) {
                    gradients.begin(new Turn(0, 1, step, 10, new RandomStreams(0)));
                    transform.apply(gradients);
                }
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertTrue(least / steps < 1_000, least / steps + " bytes a step");
        }
    }

    private static Gradients begun(List<Parameter> network, Workers workers, long step) {
        var gradients = new Gradients(network, workers);
        gradients.begin(new Turn(0, 1, step, 10, new RandomStreams(0)));
        return gradients;
    }

    /// A weight matrix of several pieces, a small one, and two biases.
    private static List<Parameter> network() {
        Mask mask = Mask.where(97, 131, i -> i % 7 != 0);
        return List.of(
                Parameter.weight(LayerShape.linear("a", 97, 131), mask),
                Parameter.bias("a.bias", 97),
                Parameter.weight(LayerShape.linear("b", 5, 97), Mask.full(5, 97), true),
                Parameter.bias("b.bias", 5));
    }

    /// @param grain values are multiples of it; 0 for any
    private static void randomise(List<Parameter> network, long seed, float grain) {
        var random = new SplittableRandom(seed);
        for (Parameter p : network) {
            float[] g = p.matrix().gradients();
            for (int k = 0; k < g.length; k++) {
                float x = random.nextFloat() * 4 - 2;
                g[k] = grain == 0 ? x : grain * Math.round(x / grain);
            }
        }
    }

    private static void ones(List<Parameter> network) {
        network.forEach(p -> Arrays.fill(p.matrix().gradients(), 1));
    }

    private static float[] flat(List<Parameter> network) {
        return joined(network.stream().map(p -> p.matrix().gradients()).toList());
    }

    private static float[] slot(List<Parameter> network, String name) {
        return joined(network.stream().map(p -> p.matrix().slots().get(name)).toList());
    }

    private static float[] joined(List<float[]> parts) {
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static void add(double[] to, float[] from) {
        for (int k = 0; k < to.length; k++) {
            to[k] += from[k];
        }
    }
}
