package filigree.model.topology;

/// Rounds the weights of each row to an even grid of its own, from its least to its greatest weight
/// and with 0 on it (the asymmetric grid of Frantar et al. 2022, arXiv:2210.17323).
final class RowGrid {
    private final long top; // highest of the whole numbers 0 … top; 0: nothing is rounded
    private final double[] scale;
    private final double[] zero;

    /// @param w `[rows, columns]`, as they are before anything moves
    /// @param bits 1 to 8; 0 rounds nothing
    RowGrid(double[] w, int rows, int columns, long bits) {
        this.top = (1L << bits) - 1;
        this.scale = new double[rows];
        this.zero = new double[rows];
        for (int i = 0; i < rows && top > 0; i++) {
            double least = 0;
            double greatest = 0;
            for (int j = 0; j < columns; j++) {
                least = Math.min(least, w[i * columns + j]);
                greatest = Math.max(greatest, w[i * columns + j]);
            }
            scale[i] = least == greatest ? 1 : (greatest - least) / top;
            zero[i] = Math.rint(-least / scale[i]);
        }
    }

    double round(int row, double w) {
        return top == 0
                ? w
                : scale[row]
                        * (Math.clamp(Math.rint(w / scale[row]) + zero[row], 0, top) - zero[row]);
    }
}
