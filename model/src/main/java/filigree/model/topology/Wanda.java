package filigree.model.topology;

import filigree.model.method.MethodType;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Prunes by weights and activations, row by row, without moving what stays.
///
/// ```
/// score = |w_ij| ||x_j||       of each row the floor(inputs s) lowest go
/// ```
///
/// With N:M the M - N lowest of each M go. Equal scores: the earlier goes.
///
/// @param sparsity s, the same in each row
/// @param pattern unstructured or N:M
/// @param at fraction of the run that trains dense
/// @param examples of the training data, for the norms
public record Wanda(double sparsity, Pattern pattern, double at, long examples)
        implements Calibrated {
    public static final MethodType<Wanda> TYPE =
            MethodType.<Wanda>of("wanda", "Sun et al. 2023, arXiv:2306.11695, equation 1")
                    .param(PruneAndGrow.SPARSITY, Wanda::sparsity)
                    .param(Calibrated.PATTERN, Wanda::pattern)
                    .param(OneShot.AT, Wanda::at)
                    .param(Calibrated.EXAMPLES, Wanda::examples)
                    .build(v ->
                            new Wanda(
                                    v.get(PruneAndGrow.SPARSITY),
                                    v.get(Calibrated.PATTERN),
                                    v.get(OneShot.AT),
                                    v.get(Calibrated.EXAMPLES)));

    @Override
    public MethodType<Wanda> type() {
        return TYPE;
    }

    @Override
    public boolean needsProducts() {
        return false;
    }

    @Override
    public Pruned prune(LayerShape shape, float[] weights, InputMoments inputs) {
        double[] norms = inputs.norms();
        int columns = shape.columns();
        int group = pattern instanceof NOfM p ? Math.toIntExact(p.of()) : columns;
        int go =
                pattern instanceof NOfM p
                        ? Math.toIntExact(p.of() - p.kept())
                        : (int) Math.floor(columns * sparsity);
        boolean[] stays = new boolean[weights.length];
        Arrays.fill(stays, true);
        for (int from = 0; from < weights.length; from += group) {
            IntStream.range(from, from + group)
                    .boxed()
                    .sorted(
                            Comparator.comparingDouble(
                                    i -> Math.abs(weights[i]) * norms[i % columns]))
                    .limit(go)
                    .forEach(i -> stays[i] = false);
        }
        float[] left = new float[weights.length];
        for (int i = 0; i < left.length; i++) {
            left[i] = stays[i] ? weights[i] : 0;
        }
        return new Pruned(Mask.where(shape.rows(), columns, i -> stays[(int) i]), left, 0);
    }
}
