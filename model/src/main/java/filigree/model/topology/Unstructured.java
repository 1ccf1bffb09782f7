package filigree.model.topology;

import filigree.model.method.MethodType;
import filigree.model.sparsity.Allocation;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;

/// Every weight for itself.
public record Unstructured() implements Pattern {
    public static final MethodType<Unstructured> TYPE =
            MethodType.<Unstructured>of("unstructured", "by definition")
                    .build(_ -> new Unstructured());

    @Override
    public MethodType<Unstructured> type() {
        return TYPE;
    }

    @Override
    public boolean isFree() {
        return true;
    }

    @Override
    public void check(LayerShape shape, double sparsity) {
        // fits every layer
    }

    @Override
    public Mask keep(LayerShape shape, float[] scores, double sparsity) {
        TopK top = new TopK(Allocation.activeCount(shape.size(), sparsity));
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] != NEVER) {
                top.offer(i, scores[i]);
            }
        }
        return Mask.of(shape.rows(), shape.columns(), top.indices());
    }
}
