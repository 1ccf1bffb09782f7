package filigree.model.layer;

import filigree.model.kernel.Kernels;
import filigree.model.kernel.PanelRows;
import filigree.model.kernel.SparseRows;
import filigree.model.kernel.Tiles;
import filigree.model.matrix.Activations;
import java.util.Arrays;

/// One head of [CausalAttention] on one tile: room of one thread, nothing in it outlives a call.
///
/// Every product is one of the kernel that linear layers use: the left factor, copied into a matrix
/// with every weight active, times a tile. Scores of all 64 x 64 pairs are computed, key by row and
/// query by column, and those of the future and of other sequences then count as none.
final class AttentionHead {
    private static final int N = Tiles.COLUMNS;
    private static final float[] NO_BIAS = {};
    private static final float NEVER = -1e30f; // a score whose probability is 0

    private final Kernels kernels;
    private final int size;
    private final int d;
    private final int length;
    private final float scale;
    private final PanelRows wide; // [d, 64]
    private final PanelRows tall; // [64, d]
    private final Activations scores = new Activations(N, N);
    private final Activations p = new Activations(N, N); // [key, query]
    private final Activations turned = new Activations(N, N); // [query, key]
    private final float[] pNumbers = new float[N * N];
    private final float[] dsNumbers = new float[N * N];
    private final float[] turnedNumbers = new float[N * N];
    private final float[] sums = new float[N];

    /// @param size features of all heads
    /// @param d features of one
    AttentionHead(int size, int d, Sequences sequences, Kernels kernels) {
        this.kernels = kernels;
        this.size = size;
        this.d = d;
        this.length = sequences.length();
        this.scale = (float) (1 / Math.sqrt(d));
        this.wide = full(d, N);
        this.tall = full(N, d);
    }

    /// @param in `[q; k; v]`
    /// @param row first one of this head in q, and in out
    void forward(Activations in, Activations out, int tile, int row) {
        findProbabilities(in, tile, row);
        TileRows.read(in, tile, 2 * size + row, d, wide.values);
        multiply(wide, p, 0, 0, out, tile, row);
    }

    void backward(Activations in, Activations dOut, Activations dIn, int tile, int row) {
        findProbabilities(in, tile, row);
        turn(pNumbers);
        TileRows.read(dOut, tile, row, d, wide.values);
        multiply(wide, turned, 0, 0, dIn, tile, 2 * size + row); // dv = dy p^T

        TileRows.read(in, tile, 2 * size + row, d, wide.values);
        turnWide(1);
        multiply(tall, dOut, tile, row, scores, 0, 0); // dp = v^T dy
        TileRows.read(scores, 0, 0, N, dsNumbers);
        softmaxBackward();
        TileRows.write(dsNumbers, scores, 0, 0, N);

        readScaled(in, tile, size + row);
        multiply(wide, scores, 0, 0, dIn, tile, row); // dq = k ds / sqrt(d)

        turn(dsNumbers);
        readScaled(in, tile, row);
        multiply(wide, turned, 0, 0, dIn, tile, size + row); // dk = q ds^T / sqrt(d)
    }

    /// Leaves them in `p` and `pNumbers`.
    private void findProbabilities(Activations in, int tile, int row) {
        TileRows.read(in, tile, size + row, d, wide.values);
        turnWide(scale);
        multiply(tall, in, tile, row, scores, 0, 0);
        TileRows.read(scores, 0, 0, N, pNumbers);
        hide(NEVER);
        TileRows.write(pNumbers, scores, 0, 0, N);
        kernels.softmax(N, scores.memory(), 0, p.memory(), 0);
        TileRows.read(p, 0, 0, N, pNumbers);
        hide(0); // the kernel's least probability is not quite 0
        TileRows.write(pNumbers, p, 0, 0, N);
    }

    /// A key is seen by the queries from its own place to the end of its sequence; the rest gets
    /// `value`.
    private void hide(float value) {
        for (int key = 0; key < N; key++) {
            int end = key - key % length + length;
            Arrays.fill(pNumbers, key * N, key * N + key, value);
            Arrays.fill(pNumbers, key * N + end, key * N + N, value);
        }
    }

    /// `ds(j, i) = p(j, i) (dp(j, i) - sum_l p(l, i) dp(l, i))`, in place of dp.
    private void softmaxBackward() {
        Arrays.fill(sums, 0);
        for (int at = 0; at < N * N; at += N) {
            for (int i = 0; i < N; i++) {
                sums[i] += pNumbers[at + i] * dsNumbers[at + i];
            }
        }
        for (int at = 0; at < N * N; at += N) {
            for (int i = 0; i < N; i++) {
                dsNumbers[at + i] = pNumbers[at + i] * (dsNumbers[at + i] - sums[i]);
            }
        }
    }

    private void multiply(
            PanelRows w, Activations x, int xTile, int xRow, Activations y, int yTile, int yRow) {
        kernels.multiply(
                w,
                NO_BIAS,
                x.memory(),
                TileRows.at(x, xTile, xRow),
                y.memory(),
                TileRows.at(y, yTile, yRow));
    }

    private void readScaled(Activations in, int tile, int row) {
        TileRows.read(in, tile, row, d, wide.values);
        for (int k = 0; k < wide.values.length; k++) {
            wide.values[k] *= scale;
        }
    }

    /// Fills `tall` with the transpose of `wide`, times a factor.
    private void turnWide(float factor) {
        for (int c = 0; c < N; c++) {
            for (int f = 0; f < d; f++) {
                tall.values[c * d + f] = factor * wide.values[f * N + c];
            }
        }
    }

    /// Fills `turned` with the transpose of a square.
    private void turn(float[] square) {
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                turnedNumbers[i * N + j] = square[j * N + i];
            }
        }
        TileRows.write(turnedNumbers, turned, 0, 0, N);
    }

    private static PanelRows full(int rows, int columns) {
        int[] starts = new int[rows + 1];
        int[] indices = new int[rows * columns];
        Arrays.setAll(starts, i -> i * columns);
        Arrays.setAll(indices, k -> k % columns);
        return PanelRows.of(
                new SparseRows(rows, columns, starts, indices, new float[rows * columns]));
    }
}
