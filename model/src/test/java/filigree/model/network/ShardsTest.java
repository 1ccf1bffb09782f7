package filigree.model.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import filigree.model.kernel.KernelProvider;
import filigree.model.layer.Linear;
import filigree.model.layer.Parameter;
import filigree.model.layer.PositionEmbedding;
import filigree.model.layer.Sequences;
import filigree.model.matrix.Activations;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each worker's gradients are those of the mean loss of its own examples.
class ShardsTest {
    private static final double ROUNDING = 1e-4;

    @ParameterizedTest
    @CsvSource({"1,100", "2,128", "2,100", "4,100", "5,320", "16,96", "3,192"})
    void aWorkersGradientIsThatOfItsOwnColumns(int workers, int columns) {
        var random = new SplittableRandom(columns);
        var layer =
                new Linear(
                        "fc",
                        Parameter.weight(
                                LayerShape.linear("fc", 7, 11), Mask.where(7, 11, i -> i % 3 > 0)),
                        Parameter.bias("fc.bias", 7),
                        KernelProvider.best());
        var network = new Network(List.of(layer));
        var pass = new Pass(network, columns);
        fill(pass.input(), random);
        fill(pass.outputGradient(), random);
        var shards = new Shards(network, pass, workers);
        int own = columns / workers;
        for (int w = 0; w < workers; w++) {
            BatchPart part = loaded(shards, w);
            layer.gradient(part.inputOf(0), part.gradientOf(0), 0, 7);
            float[] weights = layer.weight().matrix().toDense(layer.weight().matrix().gradients());
            for (int i = 0; i < 7; i++) {
                assertEquals(
                        workers * sum(pass, i, -1, w * own, own),
                        layer.bias().matrix().gradients()[i],
                        ROUNDING);
                for (int j = 0; j < 11; j++) {
                    boolean active = (i * 11 + j) % 3 > 0;
                    assertEquals(
                            active ? workers * sum(pass, i, j, w * own, own) : 0,
                            weights[i * 11 + j],
                            ROUNDING);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2,64", "4,32", "3,16", "8,8"})
    void placesOfSequencesAreCountedFromTheirFirstColumn(int workers, int length) {
        var random = new SplittableRandom(length);
        int examples = 2 * workers;
        var network =
                new Network(List.of(new PositionEmbedding("place", new Sequences(length), 3)));
        var pass = new Pass(network, examples * length);
        fill(pass.outputGradient(), random);
        var shards = new Shards(network, pass, workers);
        var layer = (PositionEmbedding) network.layers().getFirst();
        float[] whole = new float[length * 3];
        for (int w = 0; w < workers; w++) {
            BatchPart part = loaded(shards, w);
            layer.gradient(part.inputOf(0), part.gradientOf(0), 0, length);
            float[] g = layer.parameters().getFirst().matrix().gradients();
            for (int place = 0; place < length; place++) {
                for (int f = 0; f < 3; f++) {
                    double sum = 0;
                    for (int e = 2 * w; e < 2 * w + 2; e++) {
                        sum += pass.outputGradient().get(f, e * length + place);
                    }
                    assertEquals(workers * sum, g[place * 3 + f], ROUNDING);
                    whole[place * 3 + f] += g[place * 3 + f] / workers;
                }
            }
        }
        layer.gradient(pass.input(), pass.outputGradient(), 0, length);
        float[] all = layer.parameters().getFirst().matrix().gradients();
        assertArrayEquals(all, whole, (float) ROUNDING);
    }

    private static BatchPart loaded(Shards shards, int worker) {
        for (int tile = 0; tile < shards.tiles(worker); tile++) {
            shards.load(worker, tile);
        }
        return shards.of(worker);
    }

    /// @param j input, or -1 for 1
    private static double sum(Pass pass, int i, int j, int from, int count) {
        double sum = 0;
        for (int c = from; c < from + count; c++) {
            sum += (j < 0 ? 1 : pass.input().get(j, c)) * pass.outputGradient().get(i, c);
        }
        return sum;
    }

    private static void fill(Activations a, SplittableRandom random) {
        for (int c = 0; c < a.columns(); c++) {
            for (int f = 0; f < a.features(); f++) {
                a.set(f, c, (float) random.nextDouble(-1, 1));
            }
        }
    }
}
