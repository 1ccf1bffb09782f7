package filigree.model.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.kernel.KernelProvider;
import filigree.model.kernel.Kernels;
import filigree.model.kernel.ScalarKernels;
import filigree.model.kernel.Workers;
import filigree.model.random.RandomStreams;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The layers together: what one writes, the next can read, forward and backward.
class TinyGptTest {
    static Stream<Kernels> kernels() {
        return Stream.of(KernelProvider.best(), new ScalarKernels());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void gradientsOfABlockAreTheSlopesOfTheLoss(Kernels kernels) {
        var gpt = new TinyGpt(kernels, 8, 72); // the second tile is mostly padding
        gpt.mode.train(4, new RandomStreams(1));
        double loss = gpt.loss();
        assertTrue(loss > 0.5 && loss < 5, "loss " + loss);
        gpt.parameterGradients();
        IdentityHashMap<Parameter, float[]> all = LayerProblem.takeGradients(gpt.parameters());
        for (Parameter p : gpt.parameters()) {
            float[] gradients = all.getOrDefault(p, new float[0]);
            for (int k = 0; k < gradients.length; k += 3) {
                double slope = LayerProblem.slope(p.matrix(), k, gpt::loss);
                LayerProblem.assertSlope(p.shape().name() + " " + k, slope, gradients[k]);
            }
        }
    }

    @Test
    void everyParameterHasAGradient() {
        var gpt = new TinyGpt(KernelProvider.best(), 8, 64);
        double _ = gpt.loss();
        gpt.parameterGradients();
        for (Parameter p : gpt.parameters()) {
            boolean some = false;
            for (float g : p.matrix().gradients()) {
                some |= g != 0;
            }
            assertTrue(some, p.shape().name());
        }
    }

    @Test
    void onlyTheLinearMapsMayBePruned() {
        List<String> prunable =
                new TinyGpt(KernelProvider.best(), 8, 64)
                        .parameters().stream()
                                .filter(Parameter::prunable)
                                .map(p -> p.shape().name())
                                .toList();
        assertEquals(List.of("qkv", "out", "fc1", "fc2", "head"), prunable);
    }

    @Test
    void threadsChangeNoBit() {
        for (int repeat = 0; repeat < 5; repeat++) { // compiled and interpreted code alike
            var alone = new TinyGpt(KernelProvider.best(), 16, 500);
            var together = new TinyGpt(KernelProvider.best(), 16, 500);
            alone.mode.train(repeat, new RandomStreams(1));
            together.mode.train(repeat, new RandomStreams(1));
            double _ = alone.loss();
            try (var workers = new Workers(3)) {
                workers.run(together.tiles(), together::carry);
            }
            alone.parameterGradients();
            together.parameterGradients();
            for (int p = 0; p < alone.parameters().size(); p++) {
                assertArrayEquals(
                        alone.parameters().get(p).matrix().gradients(),
                        together.parameters().get(p).matrix().gradients(),
                        alone.parameters().get(p).shape().name());
            }
        }
    }
}
