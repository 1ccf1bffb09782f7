package filigree.model.matrix;

import filigree.model.sparsity.Mask;
import java.util.Arrays;

/// Which stored weights of a dense storage train, where the others rest: stretches of neighbours,
/// row by row. An optimizer is called once for each of them.
public final class TrainedRuns {
    private final Mask mask;
    private final int[] rowStarts; // where the runs of each row begin, and the end
    private final int[] from;
    private final int[] to;

    /// @param mask of the weights that train
    TrainedRuns(Mask mask) {
        this.mask = mask;
        this.rowStarts = new int[mask.rows() + 1];
        int[] begins = new int[mask.activeCount()];
        int[] ends = new int[mask.activeCount()];
        int n = 0;
        for (int i = 0; i < mask.rows(); i++) {
            for (int k = mask.rowStarts()[i]; k < mask.rowStarts()[i + 1]; k++) {
                int at = i * mask.columns() + mask.column(k);
                if (n > rowStarts[i] && ends[n - 1] == at) {
                    ends[n - 1]++;
                } else {
                    begins[n] = at;
                    ends[n++] = at + 1;
                }
            }
            rowStarts[i + 1] = n;
        }
        from = Arrays.copyOf(begins, n);
        to = Arrays.copyOf(ends, n);
    }

    /// The weights that train.
    public Mask mask() {
        return mask;
    }

    /// The first run of a row, or, for the number of rows, how many runs there are.
    public int first(int row) {
        return rowStarts[row];
    }

    /// Where a run begins in [WeightMatrix#values()].
    public int from(int run) {
        return from[run];
    }

    /// One past its end.
    public int to(int run) {
        return to[run];
    }

    /// Sets to 0 what rests.
    void clearOthers(float[] aligned) {
        int done = 0;
        for (int run = 0; run < from.length; run++) {
            Arrays.fill(aligned, done, from[run], 0);
            done = to[run];
        }
        Arrays.fill(aligned, done, aligned.length, 0);
    }
}
