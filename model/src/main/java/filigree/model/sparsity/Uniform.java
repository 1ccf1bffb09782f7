package filigree.model.sparsity;

import filigree.model.method.MethodType;
import java.util.Collections;
import java.util.List;

/// Every layer gets the same sparsity.
public record Uniform() implements SparsityDistribution {
    public static final MethodType<Uniform> TYPE =
            MethodType.<Uniform>of("uniform", "Zhu and Gupta 2017, arXiv:1710.01878")
                    .build(_ -> new Uniform());

    @Override
    public MethodType<Uniform> type() {
        return TYPE;
    }

    @Override
    public Allocation allocate(List<LayerShape> layers, double sparsity) {
        return new Allocation.PerLayer(Collections.nCopies(layers.size(), sparsity));
    }
}
