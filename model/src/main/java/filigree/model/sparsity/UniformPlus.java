package filigree.model.sparsity;

import filigree.model.error.UserFacingException;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import java.util.ArrayList;
import java.util.List;

/// Every layer gets the same sparsity, but the first convolution stays dense and the last linear
/// layer is at most `lastAtMost` sparse; the others are solved so that the total is met.
///
/// @param lastAtMost highest sparsity of the last layer, if it is linear; 0.8 in the paper
public record UniformPlus(double lastAtMost) implements SparsityDistribution {
    static final Param.OfDouble LAST_AT_MOST = Param.percent("lastAtMost", 0.8);

    public static final MethodType<UniformPlus> TYPE =
            MethodType.<UniformPlus>of(
                            "uniform-plus", "Gale et al. 2019, arXiv:1902.09574, section 6.1")
                    .param(LAST_AT_MOST, UniformPlus::lastAtMost)
                    .build(v -> new UniformPlus(v.get(LAST_AT_MOST)));

    @Override
    public MethodType<UniformPlus> type() {
        return TYPE;
    }

    /// @throws UserFacingException if the first and the last layer alone have more weights than may
    ///   stay
    @Override
    public Allocation allocate(List<LayerShape> layers, double sparsity) {
        double wanted = 0; // active weights of the layers without a number of their own
        double size = 0; // all weights of those
        List<Double> sparsities = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            LayerShape shape = layers.get(l);
            boolean convolution = shape.kernelHeight() > 1 || shape.kernelWidth() > 1;
            double own = Double.NaN;
            if (l == 0 && convolution) {
                own = 0;
            } else if (l == layers.size() - 1 && !convolution) {
                own = Math.min(sparsity, lastAtMost);
            }
            sparsities.add(own);
            wanted += shape.size() * (1 - sparsity);
            if (Double.isNaN(own)) {
                size += shape.size();
            } else {
                wanted -= shape.size() * (1 - own);
            }
        }
        if (size == 0) { // one layer: the total stands above the rule
            return new Uniform().allocate(layers, sparsity);
        }
        if (wanted <= 0 && sparsity < 1) {
            throw new UserFacingException("fixed-layers-exceed-total", TYPE.id(), sparsity);
        }
        double rest = 1 - wanted / size;
        sparsities.replaceAll(own -> Double.isNaN(own) ? rest : own);
        return new Allocation.PerLayer(sparsities);
    }
}
