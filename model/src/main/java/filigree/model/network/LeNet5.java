package filigree.model.network;

import filigree.model.data.ImageShape;
import filigree.model.error.UserFacingException;
import filigree.model.kernel.Convolution;
import filigree.model.kernel.Kernels;
import filigree.model.kernel.Pooling;
import filigree.model.layer.Conv2d;
import filigree.model.layer.Flatten;
import filigree.model.layer.Layer;
import filigree.model.layer.Linear;
import filigree.model.layer.MaxPool2d;
import filigree.model.layer.Parameter;
import filigree.model.layer.Relu;
import filigree.model.method.MethodType;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.ArrayList;
import java.util.List;

/// A small convolutional network after LeNet-5, in the widths in which it is pruned most often
/// (LeNet-5-Caffe): on 28 x 28 pixels 430,500 weights.
///
/// ```
/// conv1 20 @ 5 x 5, max pool 2, ReLU, conv2 50 @ 5 x 5, max pool 2, ReLU, fc1 500, ReLU, fc2
/// ```
///
/// ReLU stands behind the pooling, where it gives the same and has a quarter of the work.
public record LeNet5() implements NetworkSpec {
    private static final int KERNEL = 5;
    private static final int POOL = 2;
    private static final int FIRST = 20;
    private static final int SECOND = 50;
    private static final int HIDDEN = 500;
    private static final int LEAST = 16; // pixels that leave one after both halves

    public static final MethodType<LeNet5> TYPE =
            MethodType.<LeNet5>of(
                            "lenet-5", "LeCun et al. 1998, in the widths of Caffe's example, ReLU")
                    .build(_ -> new LeNet5());

    @Override
    public MethodType<LeNet5> type() {
        return TYPE;
    }

    /// @throws UserFacingException if the images are smaller than 16 x 16
    @Override
    public List<LayerShape> shapes(ImageShape input, int classes) {
        Pooling end = secondPool(input);
        return List.of(
                new LayerShape("conv1", FIRST, input.channels(), KERNEL, KERNEL),
                new LayerShape("conv2", SECOND, FIRST, KERNEL, KERNEL),
                LayerShape.linear("fc1", HIDDEN, end.outputSize()),
                LayerShape.linear("fc2", classes, HIDDEN));
    }

    @Override
    public Network build(
            ImageShape input, int classes, List<Mask> masks, boolean dense, Kernels kernels) {
        List<LayerShape> shapes = shapes(input, classes);
        List<Layer> layers = new ArrayList<>();
        addHalf(layers, 1, shapes.get(0), masks.get(0), dense, firstPool(input), kernels);
        addHalf(layers, 2, shapes.get(1), masks.get(1), dense, secondPool(input), kernels);
        layers.add(new Flatten("flatten", secondPool(input).outputSize()));
        layers.add(linear(shapes.get(2), masks.get(2), dense, kernels));
        layers.add(new Relu("relu3", HIDDEN, kernels));
        layers.add(linear(shapes.get(3), masks.get(3), dense, kernels));
        return new Network(layers);
    }

    /// Convolution, pooling, ReLU.
    private static void addHalf(
            List<Layer> layers,
            int number,
            LayerShape shape,
            Mask mask,
            boolean dense,
            Pooling pool,
            Kernels kernels) {
        layers.add(
                new Conv2d(
                        shape.name(),
                        new Convolution(
                                shape.in(),
                                pool.height() + KERNEL - 1,
                                pool.width() + KERNEL - 1,
                                KERNEL,
                                KERNEL,
                                1,
                                0),
                        Parameter.weight(shape, mask, dense),
                        Parameter.bias(shape.name() + ".bias", shape.out()),
                        kernels.images()));
        layers.add(new MaxPool2d("pool" + number, pool, kernels.images()));
        layers.add(new Relu("relu" + number, pool.outputSize(), kernels));
    }

    private static Linear linear(LayerShape shape, Mask mask, boolean dense, Kernels kernels) {
        return new Linear(
                shape.name(),
                Parameter.weight(shape, mask, dense),
                Parameter.bias(shape.name() + ".bias", shape.out()),
                kernels);
    }

    private static Pooling firstPool(ImageShape input) {
        if (input.height() < LEAST || input.width() < LEAST) {
            throw new UserFacingException(
                    "image-too-small", TYPE.id(), input.height(), input.width(), LEAST);
        }
        return new Pooling(FIRST, input.height() - KERNEL + 1, input.width() - KERNEL + 1, POOL);
    }

    private static Pooling secondPool(ImageShape input) {
        Pooling first = firstPool(input);
        return new Pooling(
                SECOND, first.outHeight() - KERNEL + 1, first.outWidth() - KERNEL + 1, POOL);
    }
}
