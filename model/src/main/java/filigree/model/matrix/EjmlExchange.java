package filigree.model.matrix;

import filigree.model.sparsity.Mask;
import org.ejml.data.FMatrixSparseCSC;

/// Weights to and from EJML's compressed sparse columns, for callers that go on with linear algebra
/// there.
public final class EjmlExchange {
    private EjmlExchange() {}

    /// Returns a copy, `[rows, columns]`, with the active weights as its non-zero structure.
    public static FMatrixSparseCSC toEjml(CsrMatrix w) {
        int[] starts = w.mask().rowStarts();
        Mask mask = w.mask();
        int n = w.mask().activeCount();
        var csc = new FMatrixSparseCSC(w.mask().rows(), w.mask().columns(), n);
        for (int k = 0; k < n; k++) {
            csc.col_idx[mask.column(k) + 1]++;
        }
        for (int j = 0; j < csc.numCols; j++) {
            csc.col_idx[j + 1] += csc.col_idx[j];
        }
        int[] next = csc.col_idx.clone();
        for (int i = 0; i < csc.numRows; i++) {
            for (int k = starts[i]; k < starts[i + 1]; k++) {
                int at = next[mask.column(k)]++;
                csc.nz_rows[at] = i;
                csc.nz_values[at] = w.values()[k];
            }
        }
        csc.nz_length = n;
        csc.indicesSorted = true;
        return csc;
    }

    /// Returns a copy whose mask is the structure of `csc`, explicit zeros included.
    public static CsrMatrix fromEjml(FMatrixSparseCSC csc) {
        long[] flat = new long[csc.nz_length];
        int n = 0;
        for (int j = 0; j < csc.numCols; j++) {
            for (int k = csc.col_idx[j]; k < csc.col_idx[j + 1]; k++) {
                flat[n++] = (long) csc.nz_rows[k] * csc.numCols + j;
            }
        }
        java.util.Arrays.sort(flat);
        var w = new CsrMatrix(Mask.of(csc.numRows, csc.numCols, flat));
        for (int i = 0; i < csc.numRows; i++) {
            for (int k = w.mask().rowStarts()[i]; k < w.mask().rowStarts()[i + 1]; k++) {
                w.values()[k] = csc.unsafe_get(i, w.mask().column(k));
            }
        }
        w.publish(0, n);
        return w;
    }
}
