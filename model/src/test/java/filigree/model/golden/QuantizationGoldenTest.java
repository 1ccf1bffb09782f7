package filigree.model.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import filigree.model.layer.PassMode;
import filigree.model.matrix.Activations;
import filigree.model.matrix.CsrMatrix;
import filigree.model.matrix.Reparameterization.Learned;
import filigree.model.quantize.ActivationFormat;
import filigree.model.quantize.FakeQuant;
import filigree.model.quantize.Granularity;
import filigree.model.quantize.Lsq;
import filigree.model.quantize.QuantizedInput;
import filigree.model.quantize.QuantizedWeights;
import filigree.model.quantize.Quantizer;
import filigree.model.quantize.WeightRange;
import filigree.model.random.RandomStreams;
import filigree.model.sparsity.Mask;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class QuantizationGoldenTest {
    static Stream<Golden.Case> cases() {
        return Golden.cases("quantization")
                .map(c ->
                        c.with(
                                "bits",
                                "weights",
                                "perTensor",
                                "perChannel",
                                "activations",
                                "activationsAffine",
                                "activationScale",
                                "zeroPoint",
                                "lsqStep",
                                "lsqOut",
                                "dOut",
                                "lsqStepGradient",
                                "lsqWeightGradient"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void roundsWeightsOverTheirRange(Golden.Case c) {
        int bits = (int) c.whole("bits");
        for (Granularity granularity : Granularity.values()) {
            var quantizer =
                    new FakeQuant(
                            bits,
                            List.of(),
                            granularity,
                            WeightRange.MIN_MAX,
                            99.9,
                            0,
                            false,
                            8,
                            ActivationFormat.Range.MIN_MAX,
                            false);
            CsrMatrix w = weights(c);
            w.reparameterize(function(quantizer, w));
            String key = granularity == Granularity.PER_TENSOR ? "perTensor" : "perChannel";
            Golden.assertClose(c + " " + key, Golden.floats(c.get(key)), w.effective());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void roundsActivationsToWholeNumbersWithAZeroPoint(Golden.Case c) {
        var format = new ActivationFormat((int) c.whole("bits"), ActivationFormat.Range.MIN_MAX);
        double[] x = Golden.doubles(c.get("activations").get("data"));
        var in = new Activations(x.length, 1);
        var out = new Activations(x.length, 1);
        for (int i = 0; i < x.length; i++) {
            in.set(i, 0, (float) x[i]);
        }
        var mode = new PassMode();
        mode.train(0, new RandomStreams(1));
        var layer = new QuantizedInput("x", x.length, 1, mode, format);
        layer.forward(in, out, 0); // what it sees gives the range
        layer.advance();
        layer.forward(in, out, 0);
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = out.get(i, 0);
        }
        Golden.assertClose(c + " scale", c.number("activationScale"), layer.scale());
        assertEquals(c.number("zeroPoint"), layer.zeroPoint(), c + " zero point");
        Golden.assertClose(
                c + " affine", Golden.doubles(c.get("activationsAffine").get("data")), y);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void learnsTheStepSize(Golden.Case c) {
        var quantizer =
                new Lsq(
                        (int) c.whole("bits"),
                        List.of(),
                        Granularity.PER_TENSOR,
                        Lsq.FirstStep.MEAN,
                        true,
                        false,
                        false,
                        8,
                        ActivationFormat.Range.MIN_MAX);
        CsrMatrix w = weights(c);
        QuantizedWeights function = function(quantizer, w);
        w.reparameterize(function);
        Learned step = function.learned().getFirst();
        Golden.assertClose(c + " step", c.number("lsqStep"), step.matrix().values()[0]);
        Golden.assertClose(c + " out", Golden.floats(c.get("lsqOut")), w.effective());

        float[] dOut = Golden.floats(c.get("dOut"));
        System.arraycopy(dOut, 0, w.gradients(), 0, dOut.length);
        function.backward(w, 0, 1); // rows in two pieces
        function.backward(w, 1, w.mask().rows());
        function.reduce(w);
        Golden.assertClose(
                c + " step gradient", c.number("lsqStepGradient"), step.matrix().gradients()[0]);
        Golden.assertClose(
                c + " weight gradient", Golden.floats(c.get("lsqWeightGradient")), w.gradients());
    }

    private static QuantizedWeights function(Quantizer quantizer, CsrMatrix w) {
        return quantizer.weights(0, w).orElseThrow();
    }

    private static CsrMatrix weights(Golden.Case c) {
        JsonNode tensor = c.get("weights");
        int[] shape = Golden.shape(tensor);
        var w = new CsrMatrix(Mask.full(shape[0], shape[1]));
        w.load(Golden.floats(tensor));
        return w;
    }
}
