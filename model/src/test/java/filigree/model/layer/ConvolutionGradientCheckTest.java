package filigree.model.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.kernel.Convolution;
import filigree.model.kernel.ImageKernels;
import filigree.model.kernel.KernelProvider;
import filigree.model.kernel.Kernels;
import filigree.model.kernel.Pooling;
import filigree.model.kernel.ScalarKernels;
import filigree.model.loss.CrossEntropy;
import filigree.model.loss.Loss;
import filigree.model.matrix.WeightMatrix;
import filigree.model.network.Network;
import filigree.model.network.Pass;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Central differences through convolutions with stride and padding, both poolings and flattening.
class ConvolutionGradientCheckTest {
    /// Two steps that disagree lie on both sides of a kink, where there is no derivative.
    private static final float STEP = 1 / 128f;

    private static final double TOLERANCE = 4e-4;
    private static final int BATCH = 3;
    private static final int CLASSES = 3;

    static Stream<Kernels> kernels() {
        return Stream.of(KernelProvider.best(), new ScalarKernels());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void gradientsAreTheSlopesOfTheLoss(Kernels kernels) {
        var random = new SplittableRandom(5);
        Network network = network(kernels, random);
        var pass = new Pass(network, BATCH);
        for (int c = 0; c < BATCH; c++) {
            for (int i = 0; i < network.inputSize(); i++) {
                pass.input().set(i, c, (float) random.nextDouble(-1, 1));
            }
        }
        double _ = loss(kernels, pass);
        pass.backward(0);
        int compared = 0;
        int skipped = 0;
        for (int l = 0; l < network.layers().size(); l++) {
            if (!(network.layers().get(l) instanceof TrainableLayer layer)) {
                continue;
            }
            layer.gradient(pass.inputOf(l), pass.gradientOf(l), 0, layer.weight().shape().rows());
            IdentityHashMap<Parameter, float[]> all =
                    LayerProblem.takeGradients(layer.parameters());
            for (Parameter p : layer.parameters()) {
                WeightMatrix m = p.matrix();
                float[] gradients = all.getOrDefault(p, new float[0]);
                for (int k = 0; k < m.values().length; k++) {
                    double wide = slope(kernels, pass, m, k, STEP);
                    double narrow = slope(kernels, pass, m, k, STEP / 2);
                    if (Math.abs(wide - narrow) > TOLERANCE) {
                        skipped++;
                        continue;
                    }
                    compared++;
                    assertEquals(narrow, gradients[k], TOLERANCE, p.shape().name() + " " + k);
                }
            }
            double again = loss(kernels, pass); // slopes left other numbers in the buffers
            assertTrue(Double.isFinite(again));
            pass.backward(0);
        }
        assertTrue(compared > 60, compared + " compared");
        assertTrue(skipped < compared / 4, skipped + " of " + compared + " had a kink");
    }

    private static Network network(Kernels kernels, SplittableRandom random) {
        ImageKernels images = kernels.images();
        var first = new Convolution(1, 9, 8, 3, 3, 1, 1);
        var max = new Pooling(2, 9, 8, 2);
        var second = new Convolution(2, 4, 4, 3, 3, 1, 1);
        var mean = new Pooling(3, 4, 4, 2);
        var third = new Convolution(3, 2, 2, 2, 2, 2, 1);
        int size = 2 * third.outPixels();
        return new Network(
                List.of(
                        convolution("conv1", first, 2, images, random),
                        new MaxPool2d("max", max, images),
                        new Relu("relu", max.outputSize(), kernels),
                        convolution("conv2", second, 3, images, random),
                        new AveragePool2d("mean", mean, images),
                        convolution("conv3", third, 2, images, random),
                        new Flatten("flatten", size),
                        new Linear(
                                "fc",
                                weight(LayerShape.linear("fc", CLASSES, size), random),
                                Parameter.bias("fc.bias", CLASSES),
                                kernels)));
    }

    private static Conv2d convolution(
            String name,
            Convolution geometry,
            int out,
            ImageKernels kernels,
            SplittableRandom random) {
        var shape =
                new LayerShape(
                        name, out, geometry.channels, geometry.kernelHeight, geometry.kernelWidth);
        return new Conv2d(
                name,
                geometry,
                weight(shape, random),
                Parameter.bias(name + ".bias", out),
                kernels);
    }

    private static Parameter weight(LayerShape shape, SplittableRandom random) {
        Parameter p =
                Parameter.weight(
                        shape,
                        Mask.where(shape.rows(), shape.columns(), _ -> random.nextDouble() < 0.7));
        WeightMatrix m = p.matrix();
        for (int k = 0; k < m.values().length; k++) {
            m.values()[k] = (float) random.nextDouble(-0.7, 0.7);
        }
        m.publish(0, m.values().length);
        return p;
    }

    private static double slope(Kernels kernels, Pass pass, WeightMatrix m, int k, float step) {
        float value = m.values()[k];
        double above = lossAt(kernels, pass, m, k, value + step);
        double below = lossAt(kernels, pass, m, k, value - step);
        m.values()[k] = value;
        m.publish(0, m.values().length);
        return (above - below) / (2 * step);
    }

    private static double lossAt(Kernels kernels, Pass pass, WeightMatrix m, int k, float value) {
        m.values()[k] = value;
        m.publish(0, m.values().length);
        return loss(kernels, pass);
    }

    private static double loss(Kernels kernels, Pass pass) {
        var totals = new Loss.Totals(1);
        pass.forward(0);
        new CrossEntropy()
                .evaluate(
                        kernels,
                        pass.output(),
                        new int[] {0, 1, 2},
                        pass.outputGradient(),
                        totals,
                        0);
        return totals.loss() / BATCH;
    }
}
