package filigree.model.topology;

import filigree.model.method.MethodType;
import filigree.model.sparsity.LayerShape;

/// All weights that read one input channel, or one input of a linear layer.
public record ChannelPattern() implements GroupPattern {
    public static final MethodType<ChannelPattern> TYPE =
            MethodType.<ChannelPattern>of("channel", "He et al. 2017, arXiv:1707.06168")
                    .build(_ -> new ChannelPattern());

    @Override
    public MethodType<ChannelPattern> type() {
        return TYPE;
    }

    @Override
    public int groups(LayerShape shape) {
        return shape.in();
    }

    @Override
    public int groupOf(LayerShape shape, int row, int column) {
        return column / (shape.kernelHeight() * shape.kernelWidth());
    }
}
