package filigree.model.sparsity;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import java.util.ArrayList;
import java.util.List;

/// SET's own rule: each layer has a density of its own, and no total is met.
///
/// ```
/// density = min(1, epsilon (in + out) / (in out))
/// ```
///
/// The target sparsity is not used. For methods that start sparse only.
///
/// @param epsilon more keeps more weights; 20 in the authors' code
public record ErdosRenyiConstant(double epsilon) implements SparsityDistribution {
    static final Param.OfDouble EPSILON = Param.number("epsilon", 20, 0.1, 1_000);

    public static final MethodType<ErdosRenyiConstant> TYPE =
            MethodType.<ErdosRenyiConstant>of(
                            "er-constant",
                            "Mocanu et al. 2018, Nature Communications 9:2383, equation 1")
                    .param(EPSILON, ErdosRenyiConstant::epsilon)
                    .build(v -> new ErdosRenyiConstant(v.get(EPSILON)));

    @Override
    public MethodType<ErdosRenyiConstant> type() {
        return TYPE;
    }

    @Override
    public boolean meetsTotal() {
        return false;
    }

    @Override
    public Allocation allocate(List<LayerShape> layers, double sparsity) {
        List<Double> sparsities = new ArrayList<>();
        for (LayerShape l : layers) {
            double density = epsilon * ((double) l.in() + l.out()) / ((double) l.in() * l.out());
            sparsities.add(1 - Math.min(1, density));
        }
        return new Allocation.PerLayer(sparsities);
    }
}
