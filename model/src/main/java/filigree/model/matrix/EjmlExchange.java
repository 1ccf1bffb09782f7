package filigree.model.matrix;

import filigree.model.sparsity.Mask;
import org.ejml.data.FMatrixSparseCSC;

/// Weights to and from EJML's compressed sparse columns, for callers that go on with linear algebra
/// there.
public final class EjmlExchange {
    private EjmlExchange() {}

    /// Returns a copy, `[rows, columns]`, with the active weights as its non-zero structure.
    public static FMatrixSparseCSC toEjml(CsrMatrix w) {
        int n = w.mask().activeCount();
        var csc = new FMatrixSparseCSC(w.mask().rows(), w.mask().columns(), n);
        System.arraycopy(w.columns().starts, 0, csc.col_idx, 0, w.mask().columns() + 1);
        System.arraycopy(w.columns().indices, 0, csc.nz_rows, 0, n);
        System.arraycopy(w.columns().values, 0, csc.nz_values, 0, n);
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
                w.values()[k] = csc.unsafe_get(i, w.mask().columnIndices()[k]);
            }
        }
        w.publish(0, n);
        return w;
    }
}
