package filigree.model.sparsity;

import filigree.model.method.MethodType;
import java.util.List;

/// As [ErdosRenyi], with the kernel's sizes counted too: density is proportional to `(in + out + kh
/// + kw) / (in out kh kw)`. For linear layers the kernel terms are left out, so that both agree
///   there, as in google-research/rigl.
public record ErdosRenyiKernel() implements SparsityDistribution {
    public static final MethodType<ErdosRenyiKernel> TYPE =
            MethodType.<ErdosRenyiKernel>of(
                            "erk",
                            "Evci et al. 2020, arXiv:1911.11134, section 3 (Erdős-Rényi-Kernel)")
                    .build(_ -> new ErdosRenyiKernel());

    @Override
    public MethodType<ErdosRenyiKernel> type() {
        return TYPE;
    }

    @Override
    public Allocation allocate(List<LayerShape> layers, double sparsity) {
        return DensitySolver.solve(layers, sparsity, ErdosRenyiKernel::probability);
    }

    private static double probability(LayerShape l) {
        boolean linear = l.kernelHeight() == 1 && l.kernelWidth() == 1;
        double sum = (double) l.in() + l.out() + (linear ? 0 : l.kernelHeight() + l.kernelWidth());
        return sum / l.size();
    }
}
