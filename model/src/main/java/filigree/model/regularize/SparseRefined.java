package filigree.model.regularize;

import filigree.model.error.UserFacingException;
import filigree.model.matrix.Reparameterization;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.random.RandomStreams;
import filigree.model.sparsity.LayerShape;
import java.util.Optional;

/// SR-STE: trains a network whose forward pass sees the N largest of each M consecutive weights,
/// chosen anew at each step. The gradient goes straight through to all weights, and those that are
/// not seen are pulled towards 0, so that the choice settles.
///
/// ```
/// w' = m w, m the N largest |w| of each M of a row
/// dL/dw = dL/dw' + lambda (1 - m) w
/// ```
///
/// Rows of a convolution run over input channel, kernel row and kernel column. Of equal sizes the
/// earlier stays.
///
/// @param kept N, in [1, 64]
/// @param of M, in [1, 64], at least N
/// @param lambda pull on weights that are not seen
/// @param firstDense whether the first layer sees all its weights
public record SparseRefined(long kept, long of, double lambda, boolean firstDense)
        implements Regularizer {
    static final Param.OfLong KEPT = Param.whole("kept", 2, 1, 64);
    static final Param.OfLong OF = Param.whole("of", 4, 1, 64);
    static final Param.OfDouble LAMBDA = Param.magnitude("lambda", 2e-4, 0, 1).live();
    static final Param.OfFlag FIRST_DENSE =
            new Param.OfFlag("firstDense", false, Param.Timing.NEXT_RUN);

    public static final MethodType<SparseRefined> TYPE =
            MethodType.<SparseRefined>of("sr-ste", "Zhou et al. 2021, arXiv:2102.04010, equation 9")
                    .param(KEPT, SparseRefined::kept)
                    .param(OF, SparseRefined::of)
                    .param(LAMBDA, SparseRefined::lambda)
                    .param(FIRST_DENSE, SparseRefined::firstDense)
                    .build(v ->
                            new SparseRefined(
                                    v.get(KEPT), v.get(OF), v.get(LAMBDA), v.get(FIRST_DENSE)));

    @Override
    public MethodType<SparseRefined> type() {
        return TYPE;
    }

    @Override
    public void check(String updater, boolean all) {
        if (!all) {
            throw new UserFacingException("projection-needs-all-weights", TYPE.id(), updater);
        }
    }

    @Override
    public Optional<Reparameterization> weights(
            int layer, LayerShape shape, long examples, RandomStreams random) {
        String name = kept + ":" + of;
        if (kept > of) {
            throw new UserFacingException("pattern-kept", name, kept, of);
        }
        if (firstDense && layer == 0) {
            return Optional.empty();
        }
        if (shape.columns() % of != 0) {
            throw new UserFacingException(
                    "pattern-columns", name, shape.name(), shape.columns(), of);
        }
        return Optional.of(
                new ProjectedWeights(Math.toIntExact(kept), Math.toIntExact(of), lambda));
    }

    @Override
    public void adjust(Reparameterization function) {
        if (function instanceof ProjectedWeights projected) {
            projected.use(lambda);
        }
    }
}
