package filigree.model.sparsity;

import filigree.model.method.MethodType;
import java.util.List;

/// One threshold over all layers' scores: each layer's best weight is kept first, the rest compete.
/// Needs scores, so only updaters that start full can use it.
public record Global() implements SparsityDistribution {
    public static final MethodType<Global> TYPE =
            MethodType.<Global>of(
                            "global",
                            "Han et al. 2015, arXiv:1506.02626; jaxpruner global pruning; one"
                                    + " weight a layer is always kept")
                    .build(_ -> new Global());

    @Override
    public MethodType<Global> type() {
        return TYPE;
    }

    @Override
    public Allocation allocate(List<LayerShape> layers, double sparsity) {
        return new Allocation.Shared(sparsity);
    }
}
