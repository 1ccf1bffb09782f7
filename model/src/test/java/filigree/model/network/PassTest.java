package filigree.model.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.kernel.KernelProvider;
import filigree.model.kernel.Kernels;
import filigree.model.kernel.ScalarKernels;
import filigree.model.layer.Layer;
import filigree.model.layer.LearnedLayer;
import filigree.model.layer.Parameter;
import filigree.model.layer.TrainableLayer;
import filigree.model.matrix.Activations;
import filigree.model.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Networks with branches anywhere: buffers that are written over, merged ReLUs and sums of
/// gradients against a pass that does none of this.
class PassTest {
    private static final int COLUMNS = 70;
    private static final int NETWORKS = 300;

    static Stream<Kernels> kernels() {
        return Stream.of(KernelProvider.best(), new ScalarKernels());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void sharedMemoryGivesTheSameAsMemoryForEveryValue(Kernels kernels) {
        int learned = 0;
        for (int seed = 0; seed < NETWORKS; seed++) {
            Network network = RandomNetwork.of(seed, kernels);
            network.mode().train(seed, new RandomStreams(3));
            var pass = new Pass(network, COLUMNS);
            var plain = new PlainPass(network, COLUMNS);
            var random = new SplittableRandom(seed);
            for (int c = 0; c < COLUMNS; c++) {
                for (int f = 0; f < RandomNetwork.SIZE; f++) {
                    float x = (float) random.nextDouble(-2, 2);
                    pass.input().set(f, c, x);
                    plain.values.getFirst().set(f, c, x);
                }
                for (int f = 0; f < network.outputSize(); f++) {
                    float dy = (float) random.nextDouble(-1, 1);
                    pass.outputGradient().set(f, c, dy);
                    plain.gradients.getLast().set(f, c, dy);
                }
            }
            for (int tile = 0; tile < pass.tiles(); tile++) {
                pass.forward(tile);
                pass.backward(tile);
            }
            plain.forward();
            plain.backward();
            assertSame("output " + seed, plain.values.getLast(), pass.output(), 0);
            learned += compareGradients(seed, network, pass, plain);
        }
        assertTrue(learned > NETWORKS, learned + " layers with parameters");
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aPassThatOnlyGoesForwardNeedsLessMemoryForTheSame(Kernels kernels) {
        for (int seed = 0; seed < NETWORKS; seed++) {
            Network network = RandomNetwork.of(seed, kernels);
            var plain = new PlainPass(network, COLUMNS);
            List<Integer> order = new ArrayList<>();
            Pass pass =
                    Pass.forward(
                            network,
                            COLUMNS,
                            (l, out, tile) -> {
                                order.add(l);
                                int node = nodeOf(network, network.layers().get(l));
                                assertSameSigns(plain.values.get(node + 1), out, tile);
                            });
            var random = new SplittableRandom(seed);
            for (int c = 0; c < COLUMNS; c++) {
                for (int f = 0; f < RandomNetwork.SIZE; f++) {
                    float x = (float) random.nextDouble(-2, 2);
                    pass.input().set(f, c, x);
                    plain.values.getFirst().set(f, c, x);
                }
            }
            plain.forward();
            for (int tile = 0; tile < pass.tiles(); tile++) {
                order.clear();
                pass.forward(tile);
                assertEquals(order.stream().sorted().distinct().toList(), order);
            }
            assertSame("output " + seed, plain.values.getLast(), pass.output(), 0);
            assertTrue(Pass.forwardBytes(network) < (network.nodes().size() + 2) * 4L * 8);
        }
    }

    /// What merges with the ReLU behind it is seen behind both.
    private static void assertSameSigns(Activations expected, Activations out, int tile) {
        for (int f = 0; f < out.features(); f++) {
            for (int c = tile * 64; c < Math.min(COLUMNS, tile * 64 + 64); c++) {
                assertEquals(Math.max(0, expected.get(f, c)), Math.max(0, out.get(f, c)));
            }
        }
    }

    private static int compareGradients(int seed, Network network, Pass pass, PlainPass plain) {
        int compared = 0;
        for (int l = 0; l < network.layers().size(); l++) {
            Layer layer = network.layers().get(l);
            if (layer.parameters().isEmpty()) {
                continue;
            }
            compared++;
            int node = nodeOf(network, layer);
            int from = ((Node.Apply) network.nodes().get(node)).from();
            List<float[]> shared = gradients(layer, pass.inputOf(l), pass.gradientOf(l));
            List<float[]> own =
                    gradients(layer, plain.values.get(from), plain.gradients.get(node + 1));
            for (int p = 0; p < own.size(); p++) {
                for (int k = 0; k < own.get(p).length; k++) {
                    float expected = own.get(p)[k];
                    assertEquals(
                            expected,
                            shared.get(p)[k],
                            1e-4 * (1 + Math.abs(expected)),
                            seed + " " + layer.name() + " " + k);
                }
            }
        }
        return compared;
    }

    private static int nodeOf(Network network, Layer layer) {
        for (int n = 0; n < network.nodes().size(); n++) {
            if (network.nodes().get(n).name().equals(layer.name())) {
                return n;
            }
        }
        throw new AssertionError(layer.name());
    }

    private static List<float[]> gradients(Layer layer, Activations in, Activations dOut) {
        switch (layer) {
            case LearnedLayer learned -> learned.gradient(in, dOut, 0, learned.gradientRows());
            case TrainableLayer linear -> linear.gradient(in, dOut, 0, linear.outputSize());
            default -> throw new AssertionError(layer);
        }
        List<float[]> copies =
                layer.parameters().stream().map(p -> p.matrix().gradients().clone()).toList();
        for (Parameter p : layer.parameters()) {
            p.matrix().publish(); // the copy that products read shares memory with the gradient
        }
        return copies;
    }

    private static void assertSame(String what, Activations a, Activations b, double tolerance) {
        for (int f = 0; f < a.features(); f++) {
            for (int c = 0; c < a.columns(); c++) {
                assertEquals(a.get(f, c), b.get(f, c), tolerance, what);
            }
        }
    }
}
