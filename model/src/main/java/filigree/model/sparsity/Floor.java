package filigree.model.sparsity;

import filigree.model.error.UserFacingException;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import java.util.ArrayList;
import java.util.List;

/// Any distribution, but no layer keeps fewer weights than a floor.
///
/// Layers that would fall below it are lifted to it; the others become sparser by one factor, so
/// that the total stays. Where all layers compete for one budget, each has its best weights up to
/// the floor first.
///
/// @param inner the distribution
/// @param weights that each layer keeps at least
/// @param share of its weights that each layer keeps at least; the larger of both holds
public record Floor(SparsityDistribution inner, long weights, double share)
        implements SparsityDistribution {
    static final Param.OfMethod<SparsityDistribution> INNER =
            Param.<SparsityDistribution>method(
                            "inner", SparsityDistribution.class, new ErdosRenyiKernel())
                    .except("floor");
    static final Param.OfLong WEIGHTS = Param.whole("weights", 10, 1, 1_000_000_000);
    static final Param.OfDouble SHARE = Param.fraction("share", 0);

    public static final MethodType<Floor> TYPE =
            MethodType.<Floor>of("floor", "by definition")
                    .param(INNER, Floor::inner)
                    .param(WEIGHTS, Floor::weights)
                    .param(SHARE, Floor::share)
                    .build(v -> new Floor(v.get(INNER), v.get(WEIGHTS), v.get(SHARE)));

    @Override
    public MethodType<Floor> type() {
        return TYPE;
    }

    @Override
    public boolean meetsTotal() {
        return inner.meetsTotal();
    }

    @Override
    public void check(List<LayerShape> layers, double sparsity) {
        inner.check(layers, sparsity);
    }

    /// @throws UserFacingException if the floors together are more than may stay
    @Override
    public Allocation allocate(List<LayerShape> layers, double sparsity) {
        List<Long> least = layers.stream().map(this::least).toList();
        long needed = least.stream().mapToLong(n -> n).sum();
        long size = layers.stream().mapToLong(LayerShape::size).sum();
        long kept = Allocation.activeCount(size, sparsity);
        if (needed > kept && meetsTotal()) {
            throw new UserFacingException("floor-exceeds-total", needed, kept);
        }
        return switch (inner.allocate(layers, sparsity)) {
            case Allocation.Shared(double shared, _) -> new Allocation.Shared(shared, least);
            case Allocation.PerLayer(List<Double> sparsities) -> lifted(layers, sparsities, least);
        };
    }

    private long least(LayerShape layer) {
        long part = (long) Math.ceil(share * layer.size() - 1e-9); // 0.1 of 30 is 3
        return Math.min(layer.size(), Math.max(weights, part));
    }

    private Allocation lifted(List<LayerShape> layers, List<Double> sparsities, List<Long> least) {
        int count = layers.size();
        boolean[] low = new boolean[count];
        double factor = 1; // what the others keep of their weights
        boolean changed = true;
        while (changed) {
            double budget = 0;
            double others = 0;
            for (int l = 0; l < count; l++) {
                double kept = layers.get(l).size() * (1 - sparsities.get(l));
                budget += low[l] ? kept - least.get(l) : kept;
                others += low[l] ? 0 : kept;
            }
            factor = meetsTotal() && others > 0 ? budget / others : 1;
            changed = false;
            for (int l = 0; l < count; l++) {
                double kept = factor * layers.get(l).size() * (1 - sparsities.get(l));
                if (!low[l] && kept < least.get(l)) {
                    low[l] = true;
                    changed = true;
                }
            }
        }
        List<Double> all = new ArrayList<>();
        for (int l = 0; l < count; l++) {
            double floor = 1 - (double) least.get(l) / layers.get(l).size();
            all.add(low[l] ? floor : 1 - factor * (1 - sparsities.get(l)));
        }
        return new Allocation.PerLayer(all);
    }
}
