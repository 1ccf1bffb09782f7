package filigree.model.sparsity;

import filigree.model.method.MethodType;
import java.util.List;

/// Density falls with a layer's size: proportional to `(in + out) / (in out)`.
///
/// SET itself uses `e (in + out) / (in out)` with a fixed e and no total; here e is solved so that
/// the network's total is met, as in RigL.
public record ErdosRenyi() implements SparsityDistribution {
    public static final MethodType<ErdosRenyi> TYPE =
            MethodType.<ErdosRenyi>of(
                            "er",
                            "Mocanu et al. 2018, Nature Communications 9:2383; solved for a total"
                                    + " as in google-research/rigl sparse_utils")
                    .build(_ -> new ErdosRenyi());

    @Override
    public MethodType<ErdosRenyi> type() {
        return TYPE;
    }

    @Override
    public Allocation allocate(List<LayerShape> layers, double sparsity) {
        return DensitySolver.solve(
                layers, sparsity, l -> ((double) l.in() + l.out()) / ((double) l.in() * l.out()));
    }
}
