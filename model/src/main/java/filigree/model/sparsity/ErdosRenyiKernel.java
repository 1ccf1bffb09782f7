package filigree.model.sparsity;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import java.util.List;

/// As [ErdosRenyi], with the kernel's sizes counted too: density is proportional to `(in + out + kh
/// + kw) / (in out kh kw)`. For linear layers the kernel terms are left out, so that both agree
///   there, as in google-research/rigl.
///
/// @param power of that number: 0 is uniform, more keeps small layers denser; 1 in the paper
public record ErdosRenyiKernel(double power) implements SparsityDistribution {
    static final Param.OfDouble POWER = Param.number("power", 1, 0, 2);

    public static final MethodType<ErdosRenyiKernel> TYPE =
            MethodType.<ErdosRenyiKernel>of(
                            "erk",
                            "Evci et al. 2020, arXiv:1911.11134, section 3 (Erdős-Rényi-Kernel)")
                    .param(POWER, ErdosRenyiKernel::power)
                    .build(v -> new ErdosRenyiKernel(v.get(POWER)));

    /// As in the paper.
    public ErdosRenyiKernel() {
        this(1);
    }

    @Override
    public MethodType<ErdosRenyiKernel> type() {
        return TYPE;
    }

    @Override
    public Allocation allocate(List<LayerShape> layers, double sparsity) {
        return DensitySolver.solve(layers, sparsity, l -> StrictMath.pow(probability(l), power));
    }

    private static double probability(LayerShape l) {
        boolean linear = l.kernelHeight() == 1 && l.kernelWidth() == 1;
        double sum = (double) l.in() + l.out() + (linear ? 0 : l.kernelHeight() + l.kernelWidth());
        return sum / l.size();
    }
}
