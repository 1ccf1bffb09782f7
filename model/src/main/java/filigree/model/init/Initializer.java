package filigree.model.init;

import filigree.model.kernel.SparseRows;
import filigree.model.layer.TrainableLayer;
import filigree.model.method.Method;
import filigree.model.method.Param;
import filigree.model.random.RandomStreams;
import filigree.model.random.RandomStreams.Purpose;
import filigree.model.sparsity.Mask;

/// Gives weights their first values. Biases start at 0.
public interface Initializer extends Method {
    /// The variance times the fan-in: 2 for He, 1 for LeCun.
    double gain();

    /// The key of [#draw()].
    Param.OfLong DRAW = Param.whole("draw", 0, 0, 1_000_000);

    /// Which inputs of a neuron count.
    FanIn fanIn();

    /// Which numbers of the seed: each draw is independent of the others, and nothing else of a run
    /// depends on it.
    long draw();

    /// Which inputs of a neuron count as its fan-in.
    enum FanIn {
        /// Those with an active weight, neuron by neuron (Evci et al. 2022, arXiv:2010.03533).
        ACTIVE,
        /// All, as if the layer were dense.
        ALL
    }

    /// Fills every stored weight of one layer.
    ///
    /// ```
    /// w ~ N(0, gain / fan-in), times the layer's initial scale
    /// ```
    ///
    /// A weight's number depends on the seed, the draw, the layer's place and its flat index alone,
    /// so it is the same under any mask but for the scale.
    ///
    /// @param index place of the layer among the prunable ones
    default void fill(TrainableLayer layer, int index, RandomStreams random) {
        Mask mask = layer.weight().matrix().mask();
        SparseRows stored = layer.weight().matrix().stored();
        float[] values = layer.weight().matrix().values();
        long key = random.key(Purpose.INITIAL_WEIGHTS, draw(), index);
        for (int i = 0; i < mask.rows(); i++) {
            int active = mask.rowStarts()[i + 1] - mask.rowStarts()[i];
            int inputs = fanIn() == FanIn.ACTIVE ? active : mask.columns();
            double deviation = layer.initialScale() * Math.sqrt(gain() / Math.max(1, inputs));
            for (int k = stored.starts[i]; k < stored.starts[i + 1]; k++) {
                long flat = (long) i * mask.columns() + stored.column(k);
                values[k] = (float) (deviation * RandomStreams.normal(key, flat));
            }
        }
        layer.weight().matrix().publish();
    }
}
