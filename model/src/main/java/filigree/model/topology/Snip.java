package filigree.model.topology;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.method.Param.Unit;
import filigree.model.sparsity.Allocation;
import filigree.model.sparsity.Mask;
import java.util.List;

/// Prunes before training what the loss depends on least.
///
/// ```
/// score = |w g| / sum of all |w g|       g = dL/dw, mean over the batches
/// ```
///
/// The division changes no order and is left out.
///
/// @param sparsity fraction of zeros
/// @param batches how many the gradient is the mean of
public record Snip(double sparsity, long batches) implements AtStart {
    static final Param.OfLong BATCHES = Param.whole("batches", 1, 1, 1_000).in(Unit.BATCHES);

    public static final MethodType<Snip> TYPE =
            MethodType.<Snip>of("snip", "Lee et al. 2019, arXiv:1810.02340, equation 6")
                    .param(PruneAndGrow.SPARSITY, Snip::sparsity)
                    .param(BATCHES, Snip::batches)
                    .build(v -> new Snip(v.get(PruneAndGrow.SPARSITY), v.get(BATCHES)));

    @Override
    public MethodType<Snip> type() {
        return TYPE;
    }

    @Override
    public List<Mask> choose(Beginning beginning) {
        return MaskSelection.keepHighest(
                beginning.measured(Math.toIntExact(batches)),
                new Allocation.Shared(sparsity),
                Scorer.SENSITIVITY);
    }
}
