package filigree.model.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.data.ImageShape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EqualWeightsTest {
    private static final ImageShape IMAGE = new ImageShape(28, 28, 1);

    static Stream<NetworkSpec> networks() {
        return Stream.of(
                new Mlp(List.of(300, 100)),
                new Mlp(List.of(40)),
                new Vgg(List.of(16, 0, 32, 0)),
                new ResNet(8, 16),
                new Gpt(2, 64, 4));
    }

    private static long size(NetworkSpec network) {
        return EqualWeights.size(network, input(network), 10);
    }

    private static ImageShape input(NetworkSpec network) {
        return network.readsTokens() ? new ImageShape(1, 32, 1) : IMAGE;
    }

    /// Against every factor of a fine grid.
    @ParameterizedTest
    @MethodSource("networks")
    void noOtherFactorComesNearer(NetworkSpec network) {
        for (double density : new double[] {0.5, 0.1, 0.03}) {
            long wanted = Math.round(density * size(network));
            long best = Long.MAX_VALUE;
            for (int i = 1; i <= 4_000; i++) {
                NetworkSpec scaled = network.scaled(i / 4_000.0).orElseThrow();
                best = Math.min(best, Math.abs(size(scaled) - wanted));
            }
            NetworkSpec found = EqualWeights.of(network, input(network), 10, wanted).orElseThrow();
            assertEquals(best, Math.abs(size(found) - wanted), network + " at " + density);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 266_200, 1_000_000})
    void fewerWeightsThanPossibleGiveTheSmallestAndMoreALargerNetwork(int weights) {
        var network = new Mlp(List.of(300, 100));
        NetworkSpec found = EqualWeights.of(network, IMAGE, 10, weights).orElseThrow();
        switch (weights) {
            case 1 -> assertEquals(new Mlp(List.of(1, 1)), found);
            case 266_200 -> assertEquals(network, found);
            default -> assertTrue(Math.abs(size(found) - weights) < 2_000, found.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = 5)
    void aNetworkWithoutWidthsCannotBeScaled(int weights) {
        assertTrue(EqualWeights.of(new LeNet5(), IMAGE, 10, weights).isEmpty());
    }
}
