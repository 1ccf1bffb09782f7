package filigree.model.network;

import filigree.model.data.ImageShape;
import filigree.model.kernel.Kernels;
import filigree.model.layer.Layer;
import filigree.model.layer.Linear;
import filigree.model.layer.Parameter;
import filigree.model.layer.Relu;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A multilayer perceptron: linear layers with ReLU between them. `hidden: [300, 100]` on
/// Fashion-MNIST is LeNet-300-100, 784-300-100-10.
///
/// @param hidden units of each hidden layer
public record Mlp(List<Integer> hidden) implements NetworkSpec {
    static final Param.OfNumbers HIDDEN =
            new Param.OfNumbers("hidden", List.of(300, 100), 1, 100_000, 64, Param.Timing.NEXT_RUN);

    public static final MethodType<Mlp> TYPE =
            MethodType.<Mlp>of("mlp", "LeCun et al. 1998 (LeNet-300-100), with ReLU")
                    .param(HIDDEN, Mlp::hidden)
                    .build(v -> new Mlp(v.get(HIDDEN)));

    public Mlp {
        hidden = List.copyOf(hidden);
    }

    @Override
    public MethodType<Mlp> type() {
        return TYPE;
    }

    @Override
    public List<LayerShape> shapes(ImageShape input, int classes) {
        List<LayerShape> shapes = new ArrayList<>();
        int in = input.features();
        for (int l = 0; l <= hidden.size(); l++) {
            int out = l < hidden.size() ? hidden.get(l) : classes;
            shapes.add(LayerShape.linear("fc" + (l + 1), out, in));
            in = out;
        }
        return shapes;
    }

    @Override
    public Optional<NetworkSpec> scaled(double factor) {
        return Optional.of(
                new Mlp(hidden.stream().map(h -> NetworkSpec.scaled(h, factor)).toList()));
    }

    @Override
    public Optional<NetworkSpec> withShapes(List<LayerShape> shapes) {
        return Optional.of(
                new Mlp(shapes.stream().limit(hidden.size()).map(LayerShape::out).toList()));
    }

    @Override
    public Network build(
            ImageShape input, int classes, List<Mask> masks, boolean dense, Kernels kernels) {
        List<LayerShape> shapes = shapes(input, classes);
        List<Layer> layers = new ArrayList<>();
        for (int l = 0; l < shapes.size(); l++) {
            LayerShape shape = shapes.get(l);
            layers.add(
                    new Linear(
                            shape.name(),
                            Parameter.weight(shape, masks.get(l), dense),
                            Parameter.bias(shape.name() + ".bias", shape.out()),
                            kernels));
            if (l < shapes.size() - 1) {
                layers.add(new Relu("relu" + (l + 1), shape.out(), kernels));
            }
        }
        return new Network(layers);
    }
}
