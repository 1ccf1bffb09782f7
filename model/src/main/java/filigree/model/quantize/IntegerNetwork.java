package filigree.model.quantize;

import filigree.model.error.UserFacingException;
import filigree.model.kernel.Tiles;
import filigree.model.layer.Conv2d;
import filigree.model.layer.Flatten;
import filigree.model.layer.Layer;
import filigree.model.layer.Linear;
import filigree.model.layer.MaxPool2d;
import filigree.model.layer.Relu;
import filigree.model.layer.TrainableLayer;
import filigree.model.matrix.Activations;
import filigree.model.quantize.IntegerStep.Codes;
import java.util.ArrayList;
import java.util.List;

/// A network trained with rounded weights and activations, computed in whole numbers: int8 weights,
/// of which only those that are not 0 are stored, uint8 activations, int32 sums (Jacob et al. 2018,
/// arXiv:1712.05877, section 2). A copy: training goes on without it.
///
/// ```
/// x = S_x (q_x - z_x)      w = S_w q_w      y = S_w S_x a + b      a = sum of q_w (q_x - z_x)
/// q_y = z_y + round(M a + b / S_y)           M = S_w S_x / S_y
/// ```
///
/// M is a 31-bit whole number and a shift, and b / S_y a 64-bit one with the same shift. (There the
/// bias is rounded to steps of S_w S_x, which is coarse at 2 or 3 bits.) ReLU and max pooling work
/// on whole numbers, which rounding does not reorder. Where a sum falls on the edge between two
/// whole numbers, the float network may take the other one; so predictions are those of the network
/// with rounded weights but for near ties.
public final class IntegerNetwork {
    private final int inputs;
    private final int outputs;
    private final InputCodes input;
    private final List<IntegerStep> steps; // codes to codes
    private final IntegerProduct last; // codes to sums

    private IntegerNetwork(
            InputCodes input, List<IntegerStep> steps, IntegerProduct last, int inputs) {
        this.input = input;
        this.steps = List.copyOf(steps);
        this.last = last;
        this.inputs = inputs;
        this.outputs = last.outputSize();
    }

    /// Copies a network as it is now.
    ///
    /// @param chain its layers, each reading what the one before it wrote; in front of every layer
    ///   with weights a [QuantizedInput], and behind the last one nothing
    /// @throws UserFacingException naming a layer that has no form in whole numbers
    public static IntegerNetwork of(List<Layer> chain) {
        if (!(chain.getFirst() instanceof QuantizedInput first && first.isCalibrated())) {
            throw new UserFacingException("not-integer", chain.getFirst().name());
        }
        List<IntegerStep> steps = new ArrayList<>();
        QuantizedInput reads = first;
        for (int l = 1; l < chain.size() - 1; l++) {
            switch (chain.get(l)) {
                case TrainableLayer layer -> {
                    QuantizedInput next = next(chain, l);
                    steps.add(product(layer, InputCodes.of(reads), InputCodes.of(next)));
                    reads = next;
                }
                case QuantizedInput _, Flatten _ -> {} // the numbers are those already
                case Relu relu -> steps.add(new IntegerStep.Floor(relu.size(), zero(reads)));
                case MaxPool2d pool -> steps.add(new IntegerStep.MaxPool(pool.geometry()));
                default -> throw new UserFacingException("not-integer", chain.get(l).name());
            }
        }
        if (!(chain.getLast() instanceof TrainableLayer head)) {
            throw new UserFacingException("not-integer", chain.getLast().name());
        }
        IntegerProduct last = product(head, InputCodes.of(reads), InputCodes.NONE);
        return new IntegerNetwork(InputCodes.of(first), steps, last, first.inputSize());
    }

    private static byte zero(QuantizedInput reads) {
        return (byte) reads.zeroPoint();
    }

    /// What rounds the numbers that layer `l` writes, once they have passed layers of whole
    /// numbers.
    private static QuantizedInput next(List<Layer> chain, int l) {
        for (int after = l + 1; after < chain.size(); after++) {
            if (chain.get(after) instanceof QuantizedInput next && next.isCalibrated()) {
                return next;
            }
            if (chain.get(after) instanceof TrainableLayer layer) {
                throw new UserFacingException("not-integer", layer.name());
            }
        }
        throw new UserFacingException("not-integer", chain.get(l).name());
    }

    private static IntegerProduct product(TrainableLayer layer, InputCodes reads, InputCodes next) {
        return switch (layer) {
            case Linear linear -> new IntegerProduct(linear, 1, IntegerProduct.ALL, reads, next);
            case Conv2d conv ->
                    new IntegerProduct(
                            conv, conv.positions(), conv.geometry()::featureOf, reads, next);
            default -> throw new UserFacingException("not-integer", layer.name());
        };
    }

    InputCodes input() {
        return input;
    }

    /// All layers but [#last].
    List<IntegerStep> steps() {
        return steps;
    }

    IntegerProduct last() {
        return last;
    }

    public int inputSize() {
        return inputs;
    }

    public int outputSize() {
        return outputs;
    }

    /// Weights that are stored: those that are not 0 as whole numbers, and kept ones.
    public int storedWeights() {
        int stored = last.storedWeights();
        for (IntegerStep step : steps) {
            stored += step instanceof IntegerProduct product ? product.storedWeights() : 0;
        }
        return stored;
    }

    /// Computes one tile.
    ///
    /// @param in `[inputSize, columns]`, what the float network would read
    /// @param out `[outputSize, columns]`, that tile overwritten: scores as real numbers
    public void forward(Activations in, Activations out, int tile) {
        var codes = new Codes(input.encode(in, tile));
        for (IntegerStep step : steps) {
            var next = new Codes(new byte[step.outputSize() * Tiles.COLUMNS]);
            step.run(codes, next);
            codes = next;
        }
        last.scores(codes, out, tile);
    }
}
