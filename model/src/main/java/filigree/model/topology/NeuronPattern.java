package filigree.model.topology;

import filigree.model.method.MethodType;
import filigree.model.sparsity.LayerShape;

/// All incoming weights of a neuron, or the filter of an output channel: a row. The output layer
/// stays dense, since it has a neuron for each class.
public record NeuronPattern() implements GroupPattern {
    public static final MethodType<NeuronPattern> TYPE =
            MethodType.<NeuronPattern>of("neuron", "Li et al. 2017, arXiv:1608.08710 (L1 norm)")
                    .build(_ -> new NeuronPattern());

    @Override
    public MethodType<NeuronPattern> type() {
        return TYPE;
    }

    @Override
    public boolean leavesDense(int index, int layers) {
        return index == layers - 1;
    }

    @Override
    public int groups(LayerShape shape) {
        return shape.rows();
    }

    @Override
    public int groupOf(LayerShape shape, int row, int column) {
        return row;
    }
}
