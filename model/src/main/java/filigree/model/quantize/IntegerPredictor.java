package filigree.model.quantize;

import filigree.model.kernel.Kernels;
import filigree.model.matrix.Activations;
import filigree.model.quantize.IntegerStep.Floor;
import java.util.ArrayList;
import java.util.List;

/// What an [IntegerNetwork] says about one example, as soon as possible, and bit for bit.
///
/// A chain of linear layers and ReLUs is computed for a single column, and nothing is allocated.
/// Any other network goes through a tile, so it takes as long as 64 examples. One thread at a time.
public final class IntegerPredictor {
    private final IntegerNetwork network;
    private final List<IntegerColumn> columns = new ArrayList<>(); // none: a tile is needed
    private final byte[] codes;

    public IntegerPredictor(IntegerNetwork network, Kernels kernels) {
        this.network = network;
        this.codes = new byte[network.inputSize()];
        List<IntegerStep> steps = network.steps();
        boolean single = network.last().isLinear();
        for (int s = 0; s < steps.size(); s++) {
            boolean afterProduct = s > 0 && steps.get(s - 1) instanceof IntegerProduct;
            single &=
                    switch (steps.get(s)) {
                        case IntegerProduct product -> product.isLinear();
                        case Floor _ -> afterProduct;
                        default -> false;
                    };
        }
        for (int s = 0; s < steps.size() && single; s++) {
            if (steps.get(s) instanceof IntegerProduct product) {
                boolean relu = s + 1 < steps.size() && steps.get(s + 1) instanceof Floor;
                columns.add(new IntegerColumn(product, relu, kernels));
            }
        }
        if (single) {
            columns.add(new IntegerColumn(network.last(), false, kernels));
        }
    }

    /// Whether it computes one column alone.
    public boolean isSingle() {
        return !columns.isEmpty();
    }

    /// Predicts one example.
    ///
    /// @param example `[inputSize]`, what the float network would read
    /// @param scores `[outputSize]`, overwritten: as real numbers
    public void predict(float[] example, float[] scores) {
        if (example.length != network.inputSize() || scores.length != network.outputSize()) {
            throw new IllegalArgumentException(
                    "%d numbers in, %d out; the network takes %d and gives %d"
                            .formatted(
                                    example.length,
                                    scores.length,
                                    network.inputSize(),
                                    network.outputSize()));
        }
        if (columns.isEmpty()) {
            throughTile(example, scores);
            return;
        }
        network.input().encode(example, codes);
        byte[] x = codes;
        int last = columns.size() - 1;
        for (int l = 0; l < last; l++) { // no iterator: nothing is allocated
            x = columns.get(l).run(x);
        }
        columns.get(last).scores(x, scores);
    }

    private void throughTile(float[] example, float[] scores) {
        var in = new Activations(example.length, 1);
        var out = new Activations(scores.length, 1);
        for (int i = 0; i < example.length; i++) {
            in.set(i, 0, example[i]);
        }
        network.forward(in, out, 0);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = out.get(i, 0);
        }
    }
}
