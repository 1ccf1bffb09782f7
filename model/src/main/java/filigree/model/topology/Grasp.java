package filigree.model.topology;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.network.ExactNetwork;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.List;

/// Prunes before training what the flow of gradients depends on least.
///
/// ```
/// score = w (H g)       g = dL/dw, H its derivative, L on logits / temperature
/// ```
///
/// The highest stay: those whose `-w (H g)`, the paper's score, is lowest. The product with the
/// Hessian is exact.
///
/// @param sparsity fraction of zeros
/// @param batches how many gradient and Hessian are means of
/// @param temperature that the logits are divided by
public record Grasp(double sparsity, long batches, double temperature) implements AtStart {
    static final Param.OfDouble TEMPERATURE = Param.magnitude("temperature", 200, 1, 10_000);

    public static final MethodType<Grasp> TYPE =
            MethodType.<Grasp>of("grasp", "Wang et al. 2020, arXiv:2002.07376, equation 8")
                    .param(PruneAndGrow.SPARSITY, Grasp::sparsity)
                    .param(Snip.BATCHES, Grasp::batches)
                    .param(TEMPERATURE, Grasp::temperature)
                    .build(v ->
                            new Grasp(
                                    v.get(PruneAndGrow.SPARSITY),
                                    v.get(Snip.BATCHES),
                                    v.get(TEMPERATURE)));

    @Override
    public MethodType<Grasp> type() {
        return TYPE;
    }

    @Override
    public List<Mask> choose(Beginning beginning) {
        List<LayerShape> shapes =
                beginning.network().trainable().stream().map(l -> l.weight().shape()).toList();
        List<double[]> scores = scores(new ExactNetwork(beginning.network()), beginning);
        List<Mask> highest = SharedSelection.keepHighest(shapes, scores, sparsity);
        return beginning.isInverted()
                ? SharedSelection.keepLowest(shapes, scores, highest)
                : highest;
    }

    private List<double[]> scores(ExactNetwork exact, Beginning beginning) {
        int count = Math.toIntExact(batches);
        exact.restart();
        beginning.eachExample(count, (x, label) -> exact.add(x, label, temperature));
        exact.restart(exact.gradient());
        beginning.eachExample(count, (x, label) -> exact.add(x, label, temperature));
        return SharedSelection.products(exact.weights(), exact.hessianTimesDirection());
    }
}
