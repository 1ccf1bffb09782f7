package filigree.model.topology;

import filigree.model.method.MethodType;
import filigree.model.sparsity.LayerShape;

/// The kernel between one input and one output channel; in a linear layer a single weight.
public record KernelPattern() implements GroupPattern {
    public static final MethodType<KernelPattern> TYPE =
            MethodType.<KernelPattern>of("kernel", "Mao et al. 2017, arXiv:1705.08922")
                    .build(_ -> new KernelPattern());

    @Override
    public MethodType<KernelPattern> type() {
        return TYPE;
    }

    @Override
    public int groups(LayerShape shape) {
        return shape.out() * shape.in();
    }

    @Override
    public int groupOf(LayerShape shape, int row, int column) {
        return row * shape.in() + column / (shape.kernelHeight() * shape.kernelWidth());
    }
}
