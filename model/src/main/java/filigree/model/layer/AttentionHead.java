package filigree.model.layer;

import java.util.Arrays;

/// One head of [CausalAttention] on one tile: room of one thread, nothing in it outlives a call.
///
/// `q`, `k`, `v`, `y` and their gradients are `[d][64]`. Probabilities stand with the query
/// innermost, `[key j][query i]`, so that nearly every inner loop runs over neighbouring queries
/// and adds to each in a fixed order; two products of backward want the other order, `[i][j]`.
final class AttentionHead {
    final float[] q;
    final float[] k;
    final float[] v;
    final float[] y; // in backward: dL/dy
    final float[] dq;
    final float[] dk;
    final float[] dv;

    private final int d;
    private final int length;
    private final int perTile;
    private final float scale;
    private final float[] p; // [j][i], nothing where i < j
    private final float[] dp; // [j][i]: dL/dp, then dL/ds
    private final float[] turned; // [i][j]
    private final float[] top;
    private final float[] sum;

    /// @param d features of a head
    AttentionHead(int d, Sequences sequences) {
        this.d = d;
        this.length = sequences.length();
        this.perTile = sequences.perTile();
        this.scale = (float) (1 / Math.sqrt(d));
        this.q = new float[d * TileRows.COLUMNS];
        this.k = new float[d * TileRows.COLUMNS];
        this.v = new float[d * TileRows.COLUMNS];
        this.y = new float[d * TileRows.COLUMNS];
        this.dq = new float[d * TileRows.COLUMNS];
        this.dk = new float[d * TileRows.COLUMNS];
        this.dv = new float[d * TileRows.COLUMNS];
        this.p = new float[length * length];
        this.dp = new float[length * length];
        this.turned = new float[length * length];
        this.top = new float[length];
        this.sum = new float[length];
    }

    /// Leaves y.
    void forward() {
        Arrays.fill(y, 0);
        for (int s = 0; s < perTile; s++) {
            int base = s * length;
            products(q, k, p, base, scale);
            softmax();
            spreadToQueries(p, v, y, base, 1);
        }
    }

    /// Leaves dq, dk and dv.
    void backward() {
        Arrays.fill(dq, 0);
        Arrays.fill(dk, 0);
        Arrays.fill(dv, 0);
        for (int s = 0; s < perTile; s++) {
            int base = s * length;
            products(q, k, p, base, scale);
            softmax();
            products(y, v, dp, base, 1);
            turn(p);
            spreadToKeys(y, dv, base, 1);
            softmaxBackward();
            spreadToQueries(dp, k, dq, base, scale);
            turn(dp);
            spreadToKeys(q, dk, base, scale);
        }
    }

    /// `to(j, i) = factor sum_f a(f, i) b(f, j)` for i >= j.
    private void products(float[] a, float[] b, float[] to, int base, float factor) {
        for (int j = 0; j < length; j++) {
            int row = j * length;
            Arrays.fill(to, row + j, row + length, 0);
            for (int f = 0; f < d; f++) {
                int at = f * TileRows.COLUMNS + base;
                float x = factor * b[at + j];
                for (int i = j; i < length; i++) {
                    to[row + i] += x * a[at + i];
                }
            }
        }
    }

    /// Turns scores in `p` into probabilities.
    private void softmax() {
        Arrays.fill(top, Float.NEGATIVE_INFINITY);
        Arrays.fill(sum, 0);
        for (int j = 0; j < length; j++) {
            for (int i = j; i < length; i++) {
                top[i] = Math.max(top[i], p[j * length + i]);
            }
        }
        for (int j = 0; j < length; j++) {
            for (int i = j; i < length; i++) {
                float e = Exponential.of(p[j * length + i] - top[i]);
                p[j * length + i] = e;
                sum[i] += e;
            }
        }
        for (int j = 0; j < length; j++) {
            for (int i = j; i < length; i++) {
                p[j * length + i] /= sum[i];
            }
        }
    }

    /// `ds(i, j) = p(i, j) (dp(i, j) - sum_l p(i, l) dp(i, l))`, in place of dp.
    private void softmaxBackward() {
        Arrays.fill(sum, 0);
        for (int j = 0; j < length; j++) {
            for (int i = j; i < length; i++) {
                sum[i] += p[j * length + i] * dp[j * length + i];
            }
        }
        for (int j = 0; j < length; j++) {
            for (int i = j; i < length; i++) {
                dp[j * length + i] = p[j * length + i] * (dp[j * length + i] - sum[i]);
            }
        }
    }

    /// `to(f, i) += factor sum_j w(j, i) x(f, j)`, j <= i.
    private void spreadToQueries(float[] w, float[] x, float[] to, int base, float factor) {
        for (int f = 0; f < d; f++) {
            int at = f * TileRows.COLUMNS + base;
            for (int j = 0; j < length; j++) {
                float a = factor * x[at + j];
                for (int i = j; i < length; i++) {
                    to[at + i] += a * w[j * length + i];
                }
            }
        }
    }

    /// `to(f, j) += factor sum_i turned(i, j) x(f, i)`, i >= j.
    private void spreadToKeys(float[] x, float[] to, int base, float factor) {
        for (int f = 0; f < d; f++) {
            int at = f * TileRows.COLUMNS + base;
            for (int i = 0; i < length; i++) {
                float a = factor * x[at + i];
                for (int j = 0; j <= i; j++) {
                    to[at + j] += a * turned[i * length + j];
                }
            }
        }
    }

    private void turn(float[] from) {
        for (int j = 0; j < length; j++) {
            for (int i = j; i < length; i++) {
                turned[i * length + j] = from[j * length + i];
            }
        }
    }
}
