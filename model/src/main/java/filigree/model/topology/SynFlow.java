package filigree.model.topology;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.network.ExactNetwork;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.List;

/// Prunes before training, without any data, what carries least from input to output; in many small
/// rounds, so that no layer is cut through.
///
/// ```
/// R = 1^T |W_L| ... |W_1| 1       score = w dR/dw, w taken absolute
/// sparsity after round k of n:    1 - (1 - s)^(k / n)
/// ```
///
/// @param sparsity s, fraction of zeros in the end
/// @param rounds n
public record SynFlow(double sparsity, long rounds) implements AtStart {
    static final Param.OfLong ROUNDS = Param.whole("rounds", 100, 1, 10_000);

    public static final MethodType<SynFlow> TYPE =
            MethodType.<SynFlow>of("synflow", "Tanaka et al. 2020, arXiv:2006.05467, algorithm 1")
                    .param(PruneAndGrow.SPARSITY, SynFlow::sparsity)
                    .param(ROUNDS, SynFlow::rounds)
                    .build(v -> new SynFlow(v.get(PruneAndGrow.SPARSITY), v.get(ROUNDS)));

    @Override
    public MethodType<SynFlow> type() {
        return TYPE;
    }

    @Override
    public List<Mask> choose(Beginning beginning) {
        List<LayerShape> shapes =
                beginning.network().trainable().stream().map(l -> l.weight().shape()).toList();
        var exact = new ExactNetwork(beginning.network());
        exact.makeAbsolute();
        List<double[]> whole = beginning.isInverted() ? scores(exact) : List.of();
        List<Mask> masks = List.of();
        for (long k = 1; k <= rounds; k++) {
            double now = 1 - StrictMath.pow(1 - sparsity, (double) k / rounds);
            masks = SharedSelection.keepHighest(shapes, scores(exact), now);
            exact.keep(masks);
        }
        return beginning.isInverted()
                ? SharedSelection.keepLowest(shapes, whole, masks) // rounds would cut all paths
                : masks;
    }

    /// Returns one score a weight of a network whose weights are absolute.
    public static List<double[]> scores(ExactNetwork exact) {
        exact.restart();
        exact.addFlow();
        return SharedSelection.products(exact.weights(), exact.gradient());
    }
}
