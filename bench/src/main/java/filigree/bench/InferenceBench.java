package filigree.bench;

import ai.onnxruntime.OrtException;
import filigree.model.data.ImageShape;
import filigree.model.kernel.KernelProvider;
import filigree.model.kernel.Kernels;
import filigree.model.layer.TrainableLayer;
import filigree.model.matrix.CsrMatrix;
import filigree.model.matrix.EjmlExchange;
import filigree.model.network.Mlp;
import filigree.model.network.Network;
import filigree.model.network.Pass;
import filigree.model.network.Predictor;
import filigree.model.quantize.IntegerPredictor;
import filigree.model.sparsity.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Milliseconds of one prediction with 784-1000-1000-1000-10, the last layer dense: one example
/// through [Predictor], 64 through a [Pass]; beside it the same network in onnxruntime (f32, and dense
/// in int8) and EJML, in turns; and ours once more in int8, through [IntegerPredictor]. Ours always
/// has one thread.
final class InferenceBench {
    private static final double ROUNDING = 1e-3;
    private static final double INT8_ROUNDING = 0.3;
    private static final int[] SIZES = {784, 1000, 1000, 1000, 10};

    private static final class Case {
        final int batch;
        final double density;
        final Turn ours = new Turn();
        final List<Turn> onnx = new ArrayList<>(); // one a peer
        final Turn ejml = new Turn();
        final Turn int8 = new Turn();
        final EjmlForward sparse;
        final Runnable run;
        final Runnable runInt8; // one example

        Case(int batch, double density, Network network, Kernels kernels, float[][] examples) {
            this.batch = batch;
            this.density = density;
            this.sparse = new EjmlForward(SIZES[0], batch);
            for (TrainableLayer layer : network.trainable()) {
                sparse.add(
                        EjmlExchange.toEjml((CsrMatrix) layer.weight().matrix()),
                        layer.bias().matrix().values());
            }
            var pass = new Pass(network, batch);
            for (int c = 0; c < batch; c++) {
                for (int i = 0; i < SIZES[0]; i++) {
                    pass.input().set(i, c, examples[c][i]);
                    sparse.input().set(i, c, examples[c][i]);
                }
            }
            var predictor = new Predictor(network, kernels);
            float[] answer = new float[network.outputSize()];
            this.run =
                    batch == 1
                            ? () -> predictor.predict(examples[0], answer)
                            : () -> pass.forward(0);
            pass.forward(0);
            predictor.predict(examples[0], answer);
            sparse.run();
            for (int i = 0; i < answer.length; i++) {
                check(pass.output().get(i, batch - 1), sparse.output().get(i, batch - 1), ROUNDING);
                check(pass.output().get(i, 0), answer[i], ROUNDING);
            }
            IntegerPredictor rounded = RoundedNetwork.of(copy(network, kernels), examples, kernels);
            float[] scores = new float[answer.length];
            this.runInt8 = () -> rounded.predict(examples[0], scores);
            runInt8.run();
            for (int i = 0; i < answer.length; i++) {
                check(answer[i], scores[i], INT8_ROUNDING);
            }
        }
    }

    private InferenceBench() {}

    static void run(boolean quick) throws OrtException {
        Kernels kernels = KernelProvider.best();
        var random = new SplittableRandom(1);
        float[][] examples = new float[64][SIZES[0]];
        for (float[] example : examples) {
            for (int i = 0; i < example.length; i++) {
                example[i] = random.nextFloat();
            }
        }
        double[] densities =
                quick ? new double[] {.1, .05, 1} : new double[] {.1, 1, .2, .05, .02, .01};
        for (int batch : new int[] {1, 64}) {
            List<Case> cases = new ArrayList<>();
            List<Peer> onnx = new ArrayList<>();
            for (double density : densities) {
                Network network = network(density, random, kernels);
                cases.add(new Case(batch, density, network, kernels, examples));
                if (onnx.isEmpty()) { // zeros gain it nothing: one network stands for all
                    for (int threads = 1; threads <= 2; threads++) {
                        onnx.add(onnx(network, batch, threads, false, examples, cases.getFirst()));
                        onnx.add(onnx(network, batch, threads, true, examples, cases.getFirst()));
                    }
                }
            }
            measure(cases, onnx, quick);
            for (Peer peer : onnx) {
                peer.runtime.close();
            }
        }
    }

    private static void measure(List<Case> cases, List<Peer> onnx, boolean quick) {
        int batch = cases.getFirst().batch;
        int times = batch == 1 ? 200 : 20;
        for (int round = -2; round < (quick ? 5 : 15); round++) { // the first two warm up
            boolean counts = round >= 0;
            for (Case c : cases) {
                for (int p = 0; p < onnx.size(); p++) {
                    if (c.onnx.size() == p) {
                        c.onnx.add(new Turn());
                    }
                    c.onnx.get(p).time(times / 2, false, onnx.get(p).runtime::run);
                    c.onnx.get(p).time(times, counts, onnx.get(p).runtime::run);
                    Turn.pause();
                }
                c.ejml.time(batch == 1 ? times / 4 : 2, counts, c.sparse::run);
                c.ours.time(counts ? times / 2 : batch == 1 ? 5000 : 150, false, c.run);
                c.ours.time(2 * times, counts, c.run);
                if (batch == 1) {
                    c.int8.time(counts ? times / 2 : 5000, false, c.runInt8);
                    c.int8.time(2 * times, counts, c.runInt8);
                }
            }
        }
        for (Case c : cases) {
            for (int p = 0; p < onnx.size(); p++) {
                String name = onnx.get(p).name;
                print("inference", c, onnx.get(p).threads, c.ours, name, c.onnx.get(p));
                if (batch == 1) {
                    print("inference-int8", c, onnx.get(p).threads, c.int8, name, c.onnx.get(p));
                }
            }
            print("inference", c, 1, c.ours, EjmlForward.NAME, c.ejml);
        }
    }

    /// @param threads of the peer
    private static void print(
            String what, Case c, int threads, Turn ours, String peer, Turn theirs) {
        Outcome.paired(
                        what + "-batch-" + c.batch,
                        c.density,
                        threads,
                        ours.medians,
                        peer,
                        theirs.medians,
                        "ms")
                .print();
    }

    private record Peer(String name, int threads, OnnxRuntime runtime) {}

    private static Peer onnx(
            Network network, int batch, int threads, boolean int8, float[][] examples, Case same)
            throws OrtException {
        List<OnnxModel.Layer> layers = new ArrayList<>();
        for (TrainableLayer layer : network.trainable()) {
            var w = layer.weight().matrix();
            layers.add(
                    new OnnxModel.Layer(
                            w.mask().rows(),
                            w.mask().columns(),
                            w.toDense(w.values()),
                            layer.bias().matrix().values()));
        }
        int classes = network.outputSize();
        byte[] model =
                int8 ? OnnxInt8Model.of(layers, batch, examples) : OnnxModel.of(layers, batch);
        var peer = new OnnxRuntime(model, SIZES[0], classes, batch, threads);
        for (int c = 0; c < batch; c++) {
            peer.input().put(c * SIZES[0], examples[c]);
        }
        peer.run();
        for (int i = 0; i < batch * classes; i++) {
            float expected = same.sparse.output().get(i % classes, i / classes);
            check(expected, peer.output().get(i), int8 ? INT8_ROUNDING : ROUNDING);
        }
        return new Peer(int8 ? "onnxruntime-int8" : "onnxruntime-f32", threads, peer);
    }

    private static void check(float expected, float actual, double tolerance) {
        if (!(Math.abs(expected - actual) < tolerance)) {
            throw new IllegalStateException("the peers disagree: " + expected + ", " + actual);
        }
    }

    private static Network copy(Network network, Kernels kernels) {
        List<Mask> masks =
                network.trainable().stream().map(l -> l.weight().matrix().mask()).toList();
        Network copy = network(masks, kernels);
        for (int l = 0; l < masks.size(); l++) {
            var from = network.trainable().get(l);
            var to = copy.trainable().get(l);
            to.weight().matrix().load(from.weight().matrix().toDense(from.weight().matrix().values()));
            to.bias().matrix().load(from.bias().matrix().values());
        }
        return copy;
    }

    private static Network network(List<Mask> masks, Kernels kernels) {
        return new Mlp(List.of(SIZES[1], SIZES[2], SIZES[3]))
                .build(new ImageShape(28, 28, 1), SIZES[4], masks, kernels);
    }

    private static Network network(double density, SplittableRandom random, Kernels kernels) {
        List<Mask> masks = new ArrayList<>();
        for (int l = 0; l + 1 < SIZES.length; l++) {
            int rows = SIZES[l + 1];
            int columns = SIZES[l];
            masks.add(
                    density == 1 || l + 2 == SIZES.length
                            ? Mask.full(rows, columns)
                            : Mask.where(rows, columns, _ -> random.nextDouble() < density));
        }
        Network network = network(masks, kernels);
        for (TrainableLayer layer : network.trainable()) {
            var w = layer.weight().matrix();
            double fanIn = (double) w.mask().activeCount() / w.mask().rows();
            for (int k = 0; k < w.values().length; k++) {
                w.values()[k] = (float) (random.nextGaussian() * Math.sqrt(2 / fanIn));
            }
            w.publish();
        }
        return network;
    }
}
