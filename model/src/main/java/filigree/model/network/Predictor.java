package filigree.model.network;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import filigree.model.kernel.Kernels;
import filigree.model.kernel.SlicedRows;
import filigree.model.layer.CausalAttention;
import filigree.model.layer.Flatten;
import filigree.model.layer.Layer;
import filigree.model.layer.Linear;
import filigree.model.layer.Relu;
import filigree.model.matrix.WeightMatrix;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// What a network says about one example, as soon as possible.
///
/// A [Pass] carries 64 examples at once, and one alone would pay for 64. Here a chain of linear
/// layers and ReLUs is computed for a single column, with copies of the weights made for that; the
/// last bits of the answer may differ from those of a `Pass`. Any other network, one with branches
/// for instance, goes through a `Pass`, so it takes as long as 64 examples. One that reads
/// sequences is refused.
///
/// Nothing is allocated per prediction. One thread at a time, and not while weights change: a
/// training's thread calls [#refresh], or its weights stand still.
public final class Predictor {
    private final Network network;
    private final Kernels kernels;
    private final List<Stage> stages = new ArrayList<>(); // none: the network needs a pass
    private final List<Pass> passes = new ArrayList<>(); // one or none
    private final MemorySegment input;

    /// One linear layer and what follows it.
    private static final class Stage {
        final Linear layer;
        final float floor;
        final MemorySegment bias;
        final MemorySegment output;
        SlicedRows weights;
        long version;

        Stage(Linear layer, boolean relu) {
            this.layer = layer;
            this.floor = relu ? 0 : Float.NEGATIVE_INFINITY;
            this.bias = SlicedRows.column(layer.outputSize());
            this.output = SlicedRows.column(layer.outputSize());
            WeightMatrix w = layer.weight().matrix();
            this.weights = SlicedRows.of(w.rows());
            this.version = w.version();
        }

        void refresh() {
            WeightMatrix w = layer.weight().matrix();
            if (version != w.version()) {
                weights = SlicedRows.of(w.rows());
                version = w.version();
            } else {
                weights.publish(w.rows());
            }
            float[] b = layer.bias().matrix().values();
            MemorySegment.copy(b, 0, bias, JAVA_FLOAT, 0, b.length);
        }
    }

    /// Takes over the weights as they are.
    ///
    /// @throws IllegalArgumentException if an example of the network is a sequence
    public Predictor(Network network, Kernels kernels) {
        this.network = network;
        this.kernels = kernels;
        this.input = SlicedRows.column(network.inputSize());
        List<Layer> layers =
                network.layers().stream().filter(l -> !(l instanceof Flatten)).toList();
        if (layers.stream().anyMatch(CausalAttention.class::isInstance)) {
            throw new IllegalArgumentException("an example is a sequence, not one column");
        }
        boolean single = isChain(network);
        for (int l = 0; l < layers.size(); l++) {
            boolean afterLinear = l > 0 && layers.get(l - 1) instanceof Linear;
            single &=
                    layers.get(l) instanceof Linear
                            || (afterLinear && layers.get(l) instanceof Relu);
        }
        for (int l = 0; l < layers.size() && single; l++) {
            if (layers.get(l) instanceof Linear linear) {
                boolean relu = l + 1 < layers.size() && layers.get(l + 1) instanceof Relu;
                stages.add(new Stage(linear, relu));
            }
        }
        if (stages.isEmpty()) {
            passes.add(new Pass(network, 1));
        }
        refresh();
    }

    /// Whether each layer reads what the one before it wrote; joins are no layers.
    private static boolean isChain(Network network) {
        List<Node> nodes = network.nodes();
        for (int n = 0; n < nodes.size(); n++) {
            if (!(nodes.get(n) instanceof Node.Apply apply) || apply.from() != n) {
                return false;
            }
        }
        return true;
    }

    /// Whether it computes one column alone.
    public boolean isSingle() {
        return !stages.isEmpty();
    }

    /// Takes over weights that have changed since. Costs about as much as a prediction, after a
    /// change of masks some thousand times as much.
    public void refresh() {
        stages.forEach(Stage::refresh);
    }

    /// Predicts one example.
    ///
    /// @param example `[inputSize]`, finite numbers as in training
    /// @param answer `[outputSize]`, overwritten with the outputs of the last layer
    public void predict(float[] example, float[] answer) {
        if (example.length != network.inputSize() || answer.length != network.outputSize()) {
            throw new IllegalArgumentException(
                    "%d numbers in, %d out; the network takes %d and gives %d"
                            .formatted(
                                    example.length,
                                    answer.length,
                                    network.inputSize(),
                                    network.outputSize()));
        }
        if (stages.isEmpty()) {
            network.mode().evaluate();
            throughPass(passes.getFirst(), example, answer);
            return;
        }
        MemorySegment.copy(example, 0, input, JAVA_FLOAT, 0, example.length);
        MemorySegment x = input;
        for (int s = 0; s < stages.size(); s++) { // no iterator: nothing is allocated
            Stage stage = stages.get(s);
            kernels.multiplyColumn(stage.weights, stage.bias, x, stage.output, stage.floor);
            x = stage.output;
        }
        MemorySegment.copy(x, JAVA_FLOAT, 0, answer, 0, answer.length);
    }

    private static void throughPass(Pass pass, float[] example, float[] answer) {
        for (int i = 0; i < example.length; i++) {
            pass.input().set(i, 0, example[i]);
        }
        pass.forward(0);
        for (int i = 0; i < answer.length; i++) {
            answer[i] = pass.output().get(i, 0);
        }
    }
}
