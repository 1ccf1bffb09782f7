package filigree.model.matrix;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;

/// Factors of symmetric, positive definite matrices in double precision, by EJML.
public final class Cholesky {
    private Cholesky() {}

    /// Returns U, upper triangular, with `U^T U = A^-1`: a new array.
    ///
    /// @param a `[n, n]`, symmetric; only read
    /// @throws IllegalArgumentException if it is not positive definite
    public static double[] upperOfInverse(double[] a, int n) {
        var solver = LinearSolverFactory_DDRM.symmPosDef(n);
        if (!solver.setA(DMatrixRMaj.wrap(n, n, a.clone()))) {
            throw new IllegalArgumentException(n + " x " + n + " is not positive definite");
        }
        var inverse = new DMatrixRMaj(n, n);
        solver.invert(inverse);
        var upper = DecompositionFactory_DDRM.chol(n, false);
        if (!upper.decompose(inverse)) {
            throw new IllegalArgumentException("the inverse is not positive definite");
        }
        return upper.getT(null).getData();
    }
}
