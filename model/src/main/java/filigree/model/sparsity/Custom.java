package filigree.model.sparsity;

import filigree.model.error.UserFacingException;
import filigree.model.method.MethodType;
import filigree.model.method.NamedNumber;
import filigree.model.method.Param;
import filigree.model.method.Param.Timing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Some layers have numbers of their own, the others are solved so that the total is met.
///
/// ```
/// s_rest = (S n - sum of s_l n_l over the layers with numbers) / sum of n_l over the others
/// ```
///
/// On a ramp, while the sparsity asked for is lower than what the layers with numbers have alone,
/// these are all less sparse by one factor and the others dense.
///
/// @param own a number for each of these layers, by name or by place, counted from 1
/// @param numbers what the numbers are
/// @param rest how the others share what is left
public record Custom(List<NamedNumber> own, Numbers numbers, SparsityDistribution rest)
        implements SparsityDistribution {
    /// What a number of a layer is.
    public enum Numbers {
        SPARSITY,
        DENSITY
    }

    static final Param.OfText LAYERS = new Param.OfText("layers", "", 4_000, Timing.NEXT_RUN);
    static final Param.OfChoice<Numbers> NUMBERS =
            new Param.OfChoice<>("numbers", Numbers.SPARSITY, Timing.NEXT_RUN);
    static final Param.OfMethod<SparsityDistribution> REST =
            Param.<SparsityDistribution>method(
                            "rest", SparsityDistribution.class, new ErdosRenyiKernel())
                    .except("er-constant", "uniform-plus", "global", "custom", "floor");

    public static final MethodType<Custom> TYPE =
            MethodType.<Custom>of("custom", "by definition; google-research/rigl custom_sparsity")
                    .param(LAYERS, c -> NamedNumber.text(c.own()))
                    .param(NUMBERS, Custom::numbers)
                    .param(REST, Custom::rest)
                    .build(v ->
                            new Custom(
                                    NamedNumber.parse(v.get(LAYERS)), v.get(NUMBERS), v.get(REST)));

    public Custom {
        own = List.copyOf(own);
    }

    @Override
    public MethodType<Custom> type() {
        return TYPE;
    }

    @Override
    public void check(List<LayerShape> layers, double sparsity) {
        double[] sparsities = sparsities(layers);
        double size = layers.stream().mapToDouble(LayerShape::size).sum();
        if (zeros(layers, sparsities) > sparsity * size + layers.size() / 2.0) {
            throw new UserFacingException("custom-below-total", sparsity);
        }
    }

    /// @throws UserFacingException if a layer is unknown or named twice, or if the layers with
    ///   numbers have more weights than may stay
    @Override
    public Allocation allocate(List<LayerShape> layers, double sparsity) {
        double[] sparsities = sparsities(layers);
        List<LayerShape> others = new ArrayList<>();
        double size = 0;
        for (int l = 0; l < sparsities.length; l++) {
            size += layers.get(l).size();
            if (Double.isNaN(sparsities[l])) {
                others.add(layers.get(l));
            }
        }
        double open = others.stream().mapToDouble(LayerShape::size).sum();
        double zeros = zeros(layers, sparsities);
        double factor = zeros > sparsity * size ? sparsity * size / zeros : 1;
        double left = sparsity * size - factor * zeros; // zeros of the others
        boolean none = open > 0 ? left >= open : left > layers.size() / 2.0;
        if (none && sparsity < 1) {
            throw new UserFacingException("fixed-layers-exceed-total", TYPE.id(), sparsity);
        }
        List<Double> solved =
                open > 0
                                && rest.allocate(others, Math.clamp(left / open, 0, 1))
                                        instanceof Allocation.PerLayer(List<Double> shares)
                        ? shares
                        : List.of();
        List<Double> all = new ArrayList<>();
        int next = 0;
        for (double one : sparsities) {
            all.add(Double.isNaN(one) ? solved.get(next++) : factor * one);
        }
        return new Allocation.PerLayer(all);
    }

    private static double zeros(List<LayerShape> layers, double[] sparsities) {
        double zeros = 0;
        for (int l = 0; l < sparsities.length; l++) {
            zeros += Double.isNaN(sparsities[l]) ? 0 : sparsities[l] * layers.get(l).size();
        }
        return zeros;
    }

    /// Returns the sparsity of each layer with a number, NaN for the others.
    private double[] sparsities(List<LayerShape> layers) {
        double[] sparsities = new double[layers.size()];
        Arrays.fill(sparsities, Double.NaN);
        for (NamedNumber one : own) {
            int l = placeOf(one.name(), layers);
            if (!Double.isNaN(sparsities[l])) {
                throw new UserFacingException("custom-layer-twice", layers.get(l).name());
            }
            sparsities[l] = numbers == Numbers.SPARSITY ? one.number() : 1 - one.number();
        }
        return sparsities;
    }

    private static int placeOf(String name, List<LayerShape> layers) {
        for (int l = 0; l < layers.size(); l++) {
            if (layers.get(l).name().equals(name) || Integer.toString(l + 1).equals(name)) {
                return l;
            }
        }
        String known = layers.stream().map(LayerShape::name).collect(Collectors.joining(", "));
        throw new UserFacingException("custom-layer", name, layers.size(), known);
    }
}
