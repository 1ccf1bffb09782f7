package filigree.model.regularize;

import filigree.model.method.MethodType;
import filigree.model.method.Param;

/// An L1 and an L2 penalty together, in proximal form after the optimizer.
///
/// ```
/// w = sign(w) max(|w| - rate l1, 0) / (1 + rate l2)
/// ```
///
/// @param l1 factor of the penalty l1 |w|
/// @param l2 factor of the penalty l2 w^2 / 2
public record ElasticNet(double l1, double l2) implements Regularizer {
    static final Param.OfDouble L1_FACTOR = Param.magnitude("l1", 1e-4, 0, 10).live();
    static final Param.OfDouble L2_FACTOR = Param.magnitude("l2", 1e-4, 0, 10).live();

    public static final MethodType<ElasticNet> TYPE =
            MethodType.<ElasticNet>of(
                            "elastic-net",
                            "Zou and Hastie 2005; Parikh and Boyd 2014, section 6.5.3")
                    .param(L1_FACTOR, ElasticNet::l1)
                    .param(L2_FACTOR, ElasticNet::l2)
                    .build(v -> new ElasticNet(v.get(L1_FACTOR), v.get(L2_FACTOR)));

    @Override
    public MethodType<ElasticNet> type() {
        return TYPE;
    }

    @Override
    public void shrink(double rate, float[] weights, int[] starts, int from, int to) {
        L1.soften(rate * l1, 1 / (1 + rate * l2), weights, starts[from], starts[to]);
    }
}
