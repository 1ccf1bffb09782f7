package filigree.model.topology;

import filigree.model.error.UserFacingException;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.sparsity.Allocation;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;

/// At most N of each M consecutive weights of a row: 2:4, 1:4, 4:8. Rows of a convolution run over
/// input channel, kernel row and kernel column.
///
/// The N best of each group stay before any other, so a sparsity on its way to `1 - N/M` has exact
/// counts too: of the others, the best stay until their number is reached.
///
/// @param kept N, in [1, 64]
/// @param of M, in [1, 64], at least N
public record NOfM(long kept, long of) implements Pattern {
    static final Param.OfLong KEPT = Param.whole("kept", 2, 1, 64);
    static final Param.OfLong OF = Param.whole("of", 4, 1, 64);
    private static final double CLOSE = 1e-9; // of two sparsities that a person means to be equal

    public static final MethodType<NOfM> TYPE =
            MethodType.<NOfM>of(
                            "n-m",
                            "Zhou et al. 2021, arXiv:2102.04010; Mishra et al. 2021,"
                                    + " arXiv:2104.08378 (2:4)")
                    .param(KEPT, NOfM::kept)
                    .param(OF, NOfM::of)
                    .build(v -> new NOfM(v.get(KEPT), v.get(OF)));

    @Override
    public MethodType<NOfM> type() {
        return TYPE;
    }

    /// The sparsity at which exactly N of each M stay.
    double sparsity() {
        return 1 - (double) kept / of;
    }

    @Override
    public void check(LayerShape shape, double sparsity) {
        String name = kept + ":" + of;
        if (kept > of) {
            throw new UserFacingException("pattern-kept", name, kept, of);
        }
        if (shape.columns() % of != 0) {
            throw new UserFacingException(
                    "pattern-columns", name, shape.name(), shape.columns(), of);
        }
        if (sparsity < sparsity() - CLOSE) {
            throw new UserFacingException(
                    "pattern-too-dense",
                    name,
                    shape.name(),
                    percent(sparsity),
                    percent(sparsity()));
        }
    }

    /// Refuses every sparsity but the one at which exactly N of each M stay.
    void checkExact(LayerShape shape, double sparsity) {
        check(shape, sparsity);
        if (sparsity > sparsity() + CLOSE) {
            throw new UserFacingException(
                    "pattern-sparsity", kept + ":" + of, percent(sparsity()), percent(sparsity));
        }
    }

    private static double percent(double sparsity) {
        return Math.round(sparsity * 1e4) / 1e2;
    }

    @Override
    public Mask keep(LayerShape shape, float[] scores, double sparsity) {
        long count = Allocation.activeCount(shape.size(), sparsity);
        boolean[] first = firstOfEachGroup(scores);
        TopK best = new TopK(count);
        int there = 0;
        for (int i = 0; i < scores.length; i++) {
            if (first[i]) {
                best.offer(i, scores[i]);
                there++;
            }
        }
        Mask mask = Mask.of(shape.rows(), shape.columns(), best.indices());
        if (there >= count) {
            return mask;
        }
        TopK others = new TopK(count - there);
        for (int i = 0; i < scores.length; i++) {
            if (!first[i] && scores[i] != NEVER) {
                others.offer(i, scores[i]);
            }
        }
        return mask.union(Mask.of(shape.rows(), shape.columns(), others.indices()));
    }

    private boolean[] firstOfEachGroup(float[] scores) {
        boolean[] first = new boolean[scores.length];
        int m = Math.toIntExact(of);
        for (int group = 0; group < scores.length; group += m) {
            for (int i = group; i < group + m; i++) {
                int better = 0;
                for (int j = group; j < group + m; j++) {
                    better += scores[j] > scores[i] || (scores[j] == scores[i] && j < i) ? 1 : 0;
                }
                first[i] = better < kept && scores[i] != NEVER;
            }
        }
        return first;
    }
}
