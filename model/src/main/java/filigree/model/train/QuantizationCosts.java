package filigree.model.train;

import filigree.model.error.UserFacingException;
import filigree.model.layer.TrainableLayer;
import filigree.model.metric.LayerCost;
import filigree.model.metric.QuantizedCost;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What rounding the weights of a trained network costs, layer by layer, and which bits to give
/// each layer so that all fit into a number of bytes.
///
/// Losses are those on the validation part. A layer is rounded by the quantizer of the recipe; the
/// others stay 32-bit numbers meanwhile (`alone`), or those before it are rounded too
/// (`accumulated`). Nothing is trained; the network is as before in the end.
public final class QuantizationCosts {
    /// @param layer name
    /// @param bits of its weights
    /// @param alone by how much the loss is higher when this layer alone is rounded
    /// @param accumulated by how much it is when this layer and all before it are
    /// @param bytes of the layer in the smallest storage
    public record Row(String layer, int bits, double alone, double accumulated, long bytes) {}

    /// @param bits of each layer
    /// @param bytes of all weights
    /// @param evaluation on the validation part
    public record Choice(List<Integer> bits, long bytes, Evaluation evaluation) {
        public Choice {
            bits = List.copyOf(bits);
        }
    }

    private final Trainer trainer;
    private final Quantization quantization;
    private final List<Integer> bits; // descending
    private final List<List<Row>> rows = new ArrayList<>(); // a layer: by bits

    /// Measures.
    ///
    /// @param trainer with trained weights and a quantizer that takes 32 bits, such as `fake-quant`
    /// @param bits which to look at, 2 to 8
    public QuantizationCosts(Trainer trainer, List<Integer> bits) {
        this.trainer = trainer;
        this.quantization = trainer.quantization();
        if (trainer.recipe().quantizer().format(0).isFull() || bits.isEmpty()) {
            throw new IllegalArgumentException(bits + " bits of what is not rounded");
        }
        this.bits = bits.stream().sorted(Collections.reverseOrder()).distinct().toList();
        int layers = trainer.layers().size();
        double whole = loss(full(layers));
        for (int l = 0; l < layers; l++) {
            List<Row> row = new ArrayList<>();
            for (int b : this.bits) {
                List<Integer> alone = full(layers);
                alone.set(l, b);
                List<Integer> upTo = full(layers);
                Collections.fill(upTo.subList(0, l + 1), b);
                row.add(
                        new Row(
                                trainer.layers().get(l).name(),
                                b,
                                loss(alone) - whole,
                                loss(upTo) - whole,
                                bytes(l, b)));
            }
            rows.add(List.copyOf(row));
        }
        quantization.use(trainer.recipe().quantizer());
    }

    private QuantizationCosts(Trainer trainer) {
        this.trainer = trainer;
        this.quantization = trainer.quantization();
        this.bits = List.of();
    }

    /// Without a table, to [#evaluate] alone.
    ///
    /// @param trainer as above
    public static QuantizationCosts unmeasured(Trainer trainer) {
        return new QuantizationCosts(trainer);
    }

    private static List<Integer> full(int layers) {
        return new ArrayList<>(Collections.nCopies(layers, Float.SIZE));
    }

    /// The table: layer by layer, most bits first.
    public List<Row> rows() {
        return rows.stream().flatMap(List::stream).toList();
    }

    /// Chooses greedily: from most bits everywhere, it takes one step down at a time where the loss
    /// rises least for each byte that is saved, each layer's own rise counted alone (as in HAWQ,
    /// Dong et al. 2019, arXiv:1905.03696, with measured losses).
    ///
    /// @param budget bytes of all weights
    /// @throws UserFacingException if the fewest bits do not fit
    public Choice within(long budget) {
        int[] at = new int[rows.size()]; // places in bits
        while (bytes(at) > budget) {
            int best = -1;
            double least = Double.POSITIVE_INFINITY;
            for (int l = 0; l < at.length; l++) {
                if (at[l] + 1 < bits.size()) {
                    Row now = rows.get(l).get(at[l]);
                    Row next = rows.get(l).get(at[l] + 1);
                    double saved = Math.max(1, now.bytes() - next.bytes());
                    double rise = (next.alone() - now.alone()) / saved;
                    if (best < 0 || rise < least) {
                        best = l;
                        least = rise;
                    }
                }
            }
            if (best < 0) {
                throw new UserFacingException("byte-budget", budget, bytes(at));
            }
            at[best]++;
        }
        List<Integer> chosen = new ArrayList<>();
        for (int place : at) {
            chosen.add(bits.get(place));
        }
        return evaluate(chosen);
    }

    /// Rounds all layers.
    ///
    /// @param chosen bits of each layer
    public Choice evaluate(List<Integer> chosen) {
        quantization.useBits(chosen);
        Evaluation evaluation = trainer.validate();
        long bytes = 0;
        for (int l = 0; l < chosen.size(); l++) {
            bytes += bytes(l, chosen.get(l));
        }
        quantization.use(trainer.recipe().quantizer());
        return new Choice(chosen, bytes, evaluation);
    }

    private double loss(List<Integer> chosen) {
        quantization.useBits(chosen);
        return trainer.validate().loss();
    }

    private long bytes(int[] at) {
        long sum = 0;
        for (int l = 0; l < at.length; l++) {
            sum += rows.get(l).get(at[l]).bytes();
        }
        return sum;
    }

    private long bytes(int index, int b) {
        TrainableLayer layer = trainer.layers().get(index);
        var shape = layer.weight().shape();
        int active = layer.weight().matrix().mask().activeCount();
        var cost = new LayerCost(shape, layer.positions(), active);
        if (b == Float.SIZE) {
            return new QuantizedCost(cost, b, 0, 0).fewestBytes();
        }
        long kept = Math.round(quantization.keep(index) * active);
        return new QuantizedCost(cost, b, kept, quantization.scales(index)).fewestBytes();
    }
}
