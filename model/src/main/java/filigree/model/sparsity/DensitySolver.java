package filigree.model.sparsity;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Scales raw probabilities to densities so that the network's total is met exactly.
///
/// ```
/// density_l = eps p_l, and 1 where that would exceed 1 (set D)
/// eps = (sum over l not in D of n_l (1 - s) - sum over D of n_l s) / (sum over l not in D of p_l n_l)
/// ```
///
/// Layers enter D one after the other, those of largest p_l first, and eps is solved anew
/// (google-research/rigl, `get_mask_random`, `sparse_utils`; it floors the zeros of each layer).
final class DensitySolver {
    private DensitySolver() {}

    static Allocation solve(
            List<LayerShape> layers, double sparsity, ToDoubleFunction<LayerShape> probability) {
        double[] p = layers.stream().mapToDouble(probability).toArray();
        boolean[] dense = new boolean[p.length];
        while (true) {
            double wanted = 0;
            double weighted = 0;
            double largest = 0;
            for (int l = 0; l < p.length; l++) {
                double n = layers.get(l).size();
                wanted += dense[l] ? -n * sparsity : n * (1 - sparsity);
                weighted += dense[l] ? 0 : p[l] * n;
                largest = dense[l] ? largest : Math.max(largest, p[l]);
            }
            double eps = weighted == 0 ? 0 : wanted / weighted;
            if (eps * largest <= 1) {
                return densities(p, dense, eps);
            }
            for (int l = 0; l < p.length; l++) {
                dense[l] |= p[l] == largest;
            }
        }
    }

    private static Allocation densities(double[] p, boolean[] dense, double eps) {
        List<Double> sparsities = new ArrayList<>();
        for (int l = 0; l < p.length; l++) {
            sparsities.add(dense[l] ? 0.0 : 1 - eps * p[l]);
        }
        return new Allocation.PerLayer(sparsities);
    }
}
