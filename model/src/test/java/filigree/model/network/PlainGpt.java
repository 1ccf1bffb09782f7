package filigree.model.network;

import filigree.model.layer.Parameter;
import filigree.model.sparsity.Mask;
import java.util.Map;
import java.util.TreeMap;

/// The formulas of a GPT in f64, one token after the other, with nothing shared and nothing clever:
/// what [Gpt] must say, and whose differences are its gradients.
final class PlainGpt {
    private static final double EPSILON = 1e-5;

    private final Map<String, double[][]> weights = new TreeMap<>();
    private final int layers;
    private final int width;
    private final int heads;

    /// Copies the parameters of a network.
    PlainGpt(Gpt form, Network network) {
        this.layers = form.layers();
        this.width = form.width();
        this.heads = form.heads();
        for (Parameter p : network.parameters()) {
            Mask mask = p.matrix().mask();
            double[][] dense = new double[mask.rows()][mask.columns()];
            for (int i = 0; i < mask.rows(); i++) {
                for (int k = mask.rowStarts()[i]; k < mask.rowStarts()[i + 1]; k++) {
                    dense[i][mask.column(k)] = p.matrix().values()[k];
                }
            }
            weights.put(p.shape().name(), dense);
        }
    }

    double[][] weight(String name) {
        double[][] found = weights.get(name);
        if (found == null) {
            throw new IllegalArgumentException(name);
        }
        return found;
    }

    /// Mean loss over the tokens of sequences, in nats.
    double loss(int[][] sequences, int[][] next) {
        double sum = 0;
        int n = 0;
        for (int s = 0; s < sequences.length; s++) {
            double[][] z = outputs(sequences[s]);
            for (int t = 0; t < z.length; t++, n++) {
                double all = 0;
                for (double score : z[t]) {
                    all += Math.exp(score);
                }
                sum += Math.log(all) - z[t][next[s][t]];
            }
        }
        return sum / n;
    }

    /// What is said after each token of one sequence, `[tokens][vocabulary]`.
    double[][] outputs(int[] tokens) {
        double[][] s = new double[tokens.length][];
        for (int t = 0; t < tokens.length; t++) {
            s[t] = sum(weight("token")[tokens[t]], weight("place")[t]);
        }
        for (int b = 1; b <= layers; b++) {
            String block = "block" + b + ".";
            double[][] n = new double[s.length][];
            for (int t = 0; t < s.length; t++) {
                n[t] = norm(block + "norm1", s[t]);
            }
            double[][] k = new double[s.length][];
            double[][] v = new double[s.length][];
            for (int t = 0; t < s.length; t++) {
                k[t] = linear(block + "k", n[t]);
                v[t] = linear(block + "v", n[t]);
                double[] q = linear(block + "q", n[t]);
                s[t] = sum(s[t], linear(block + "o", attention(q, k, v, t)));
            }
            for (int t = 0; t < s.length; t++) {
                double[] h = linear(block + "fc1", norm(block + "norm2", s[t]));
                for (int i = 0; i < h.length; i++) {
                    h[i] *= (1 + erf(h[i] / Math.sqrt(2))) / 2;
                }
                s[t] = sum(s[t], linear(block + "fc2", h));
            }
        }
        for (int t = 0; t < s.length; t++) {
            s[t] = linear("head", norm("norm", s[t]));
        }
        return s;
    }

    private double[] attention(double[] q, double[][] k, double[][] v, int t) {
        int d = width / heads;
        double[] y = new double[width];
        for (int from = 0; from < width; from += d) {
            double[] p = new double[t + 1];
            double all = 0;
            for (int j = 0; j <= t; j++) {
                double score = 0;
                for (int i = from; i < from + d; i++) {
                    score += q[i] * k[j][i];
                }
                p[j] = Math.exp(score / Math.sqrt(d));
                all += p[j];
            }
            for (int j = 0; j <= t; j++) {
                for (int i = from; i < from + d; i++) {
                    y[i] += p[j] / all * v[j][i];
                }
            }
        }
        return y;
    }

    private double[] linear(String name, double[] x) {
        double[][] w = weight(name);
        double[] y = new double[w.length];
        for (int i = 0; i < w.length; i++) {
            y[i] = weight(name + ".bias")[i][0];
            for (int j = 0; j < x.length; j++) {
                y[i] += w[i][j] * x[j];
            }
        }
        return y;
    }

    private double[] norm(String name, double[] x) {
        double mean = 0;
        for (double f : x) {
            mean += f / x.length;
        }
        double variance = 0;
        for (double f : x) {
            variance += (f - mean) * (f - mean) / x.length;
        }
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            double normal = (x[i] - mean) / Math.sqrt(variance + EPSILON);
            y[i] = weight(name + ".gain")[i][0] * normal + weight(name + ".bias")[i][0];
        }
        return y;
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            sum[i] = a[i] + b[i];
        }
        return sum;
    }

    /// By its series, which converges everywhere.
    private static double erf(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }
}
