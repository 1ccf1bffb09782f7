package filigree.model.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import filigree.model.kernel.Workers;
import filigree.model.layer.Parameter;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClippingTest {
    private static final double EXACT = 1e-5;

    @Test
    void aLongGradientIsShortenedAndKeepsItsDirection() {
        List<Parameter> parameters = parameters();
        float[] before = flat(parameters);
        try (var workers = new Workers(1)) {
            var gradients = new Gradients(parameters, workers);
            double norm = norm(before);
            assertEquals(norm, gradients.norm(), norm * 1e-12);
            new ClipNorm(2).apply(gradients);
            float[] after = flat(parameters);
            assertEquals(2, norm(after), EXACT);
            for (int k = 0; k < before.length; k++) {
                assertEquals(before[k] * 2 / norm, after[k], EXACT);
            }
        }
    }

    @Test
    void aShortGradientStaysToTheBit() {
        List<Parameter> parameters = parameters();
        float[] before = flat(parameters);
        try (var workers = new Workers(1)) {
            new ClipNorm(norm(before) * 1.001).apply(new Gradients(parameters, workers));
        }
        assertArrayEquals(before, flat(parameters));
    }

    @Test
    void eachValueIsCutOffAtTheLimit() {
        List<Parameter> parameters = parameters();
        float[] before = flat(parameters);
        try (var workers = new Workers(2)) {
            new ClipValue(0.25).apply(new Gradients(parameters, workers));
        }
        float[] after = flat(parameters);
        for (int k = 0; k < before.length; k++) {
            assertEquals(Math.clamp(before[k], -0.25f, 0.25f), after[k]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void anyNumberOfThreadsGivesTheSameBits(int threads) {
        List<Parameter> alone = parameters();
        List<Parameter> shared = parameters();
        try (var one = new Workers(1);
                var many = new Workers(threads)) {
            var a = new Gradients(alone, one);
            var b = new Gradients(shared, many);
            for (int round = 0; round < 20; round++) {
                assertEquals(
                        Double.doubleToRawLongBits(a.norm()), Double.doubleToRawLongBits(b.norm()));
                new ClipNorm(5.0 / (round + 1)).apply(a);
                new ClipNorm(5.0 / (round + 1)).apply(b);
                assertArrayEquals(flat(alone), flat(shared));
            }
        }
    }

    @Test
    void aNewMaskIsCountedFromTheNextStepOn() {
        List<Parameter> parameters = parameters();
        try (var workers = new Workers(1)) {
            var gradients = new Gradients(parameters, workers);
            double before = gradients.norm();
            assertEquals(norm(flat(parameters)), before, before * 1e-12);
            parameters.getFirst().matrix().setMask(Mask.where(97, 131, i -> i % 3 == 0));
            double after = norm(flat(parameters));
            assertEquals(after, gradients.norm(), after * 1e-12);
        }
    }

    /// A weight matrix of more than one piece, a small one, and two biases.
    private static List<Parameter> parameters() {
        Mask mask = Mask.where(97, 131, i -> i % 7 != 0);
        List<Parameter> all =
                List.of(
                        Parameter.weight(LayerShape.linear("a", 97, 131), mask),
                        Parameter.bias("a.bias", 97),
                        Parameter.weight(LayerShape.linear("b", 5, 97), Mask.full(5, 97)),
                        Parameter.bias("b.bias", 5));
        var random = new SplittableRandom(4);
        for (Parameter p : all) {
            float[] g = p.matrix().gradients();
            for (int k = 0; k < g.length; k++) {
                g[k] = random.nextFloat() * 2 - 1;
            }
        }
        return all;
    }

    private static float[] flat(List<Parameter> parameters) {
        int size = parameters.stream().mapToInt(p -> p.matrix().gradients().length).sum();
        float[] all = new float[size];
        int at = 0;
        for (Parameter p : parameters) {
            float[] g = p.matrix().gradients();
            System.arraycopy(g, 0, all, at, g.length);
            at += g.length;
        }
        return all;
    }

    private static double norm(float[] numbers) {
        double sum = 0;
        for (float x : numbers) {
            sum += (double) x * x;
        }
        return Math.sqrt(sum);
    }
}
