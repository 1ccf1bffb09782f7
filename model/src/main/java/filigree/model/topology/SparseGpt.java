package filigree.model.topology;

import filigree.model.error.UserFacingException;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.method.Param.Unit;
import filigree.model.sparsity.LayerShape;
import java.util.List;

/// Prunes column by column and moves the weights to the right so that the layer's outputs change
/// least: Optimal Brain Surgeon made fast. [SparseGptSolver] has the rule.
///
/// Of each block of columns as many weights go as the sparsity asks, ties with the last of them
/// too, all rows together; so rows may differ, and counts are not exact to the weight.
///
/// @param sparsity of each block of columns
/// @param pattern unstructured or N:M
/// @param at fraction of the run that trains dense
/// @param examples of the training data, for the Hessian
/// @param block columns pruned between two updates of all later ones
/// @param dampening share of the Hessian's mean diagonal that is added to it
/// @param bits that weights are rounded to on the way, 2 to 8; 0 leaves them
public record SparseGpt(
        double sparsity,
        Pattern pattern,
        double at,
        long examples,
        long block,
        double dampening,
        long bits)
        implements Calibrated {
    private static final int MOST_INPUTS = 8_192; // a Hessian of half a gigabyte

    static final Param.OfLong BLOCK = Param.whole("block", 128, 1, 4_096);
    static final Param.OfDouble DAMPENING = Param.magnitude("dampening", 0.01, 1e-6, 10);
    static final Param.OfLong BITS = Param.whole("bits", 0, 0, 8).in(Unit.BITS);

    public static final MethodType<SparseGpt> TYPE =
            MethodType.<SparseGpt>of(
                            "sparsegpt",
                            "Frantar and Alistarh 2023, arXiv:2301.00774, algorithm 1;"
                                    + " IST-DASLab/sparsegpt")
                    .param(PruneAndGrow.SPARSITY, SparseGpt::sparsity)
                    .param(Calibrated.PATTERN, SparseGpt::pattern)
                    .param(OneShot.AT, SparseGpt::at)
                    .param(Calibrated.EXAMPLES, SparseGpt::examples)
                    .param(BLOCK, SparseGpt::block)
                    .param(DAMPENING, SparseGpt::dampening)
                    .param(BITS, SparseGpt::bits)
                    .build(v ->
                            new SparseGpt(
                                    v.get(PruneAndGrow.SPARSITY),
                                    v.get(Calibrated.PATTERN),
                                    v.get(OneShot.AT),
                                    v.get(Calibrated.EXAMPLES),
                                    v.get(BLOCK),
                                    v.get(DAMPENING),
                                    v.get(BITS)));

    @Override
    public MethodType<SparseGpt> type() {
        return TYPE;
    }

    @Override
    public void check(List<LayerShape> layers) {
        Calibrated.super.check(layers);
        for (LayerShape layer : layers) {
            if (layer.columns() > MOST_INPUTS) {
                throw new UserFacingException(
                        "layer-too-wide", TYPE.id(), layer.name(), layer.columns(), MOST_INPUTS);
            }
        }
    }

    @Override
    public boolean needsProducts() {
        return true;
    }

    @Override
    public Pruned prune(LayerShape shape, float[] weights, InputMoments inputs) {
        return new SparseGptSolver(this, shape, weights, inputs).solve();
    }
}
