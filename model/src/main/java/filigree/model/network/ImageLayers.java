package filigree.model.network;

import filigree.model.data.ImageShape;
import filigree.model.kernel.Convolution;
import filigree.model.kernel.Kernels;
import filigree.model.kernel.Pooling;
import filigree.model.layer.AveragePool2d;
import filigree.model.layer.BatchNorm;
import filigree.model.layer.Conv2d;
import filigree.model.layer.Linear;
import filigree.model.layer.MaxPool2d;
import filigree.model.layer.Parameter;
import filigree.model.layer.Relu;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.List;

/// Writes down a network of convolutions with batch normalisation. The prunable layers come in the
/// order of their shapes, which also say how large they are.
final class ImageLayers {
    private final NetworkBuilder net;
    private final List<LayerShape> shapes;
    private final List<Mask> masks;
    private final boolean dense;
    private final Kernels kernels;
    private final Pixels input;
    private int next; // prunable layer

    /// Channels of pixels on their way.
    ///
    /// @param value their number in the network
    record Pixels(int value, int channels, int height, int width) {
        int features() {
            return channels * height * width;
        }
    }

    ImageLayers(
            ImageShape image,
            List<LayerShape> shapes,
            List<Mask> masks,
            boolean dense,
            Kernels kernels) {
        this.net = new NetworkBuilder(image.features());
        this.shapes = shapes;
        this.masks = masks;
        this.dense = dense;
        this.kernels = kernels;
        this.input = new Pixels(net.input(), image.channels(), image.height(), image.width());
    }

    Pixels input() {
        return input;
    }

    /// The next convolution, which keeps the size but for its stride, and batch normalisation.
    Pixels convolve(Pixels in, int stride) {
        LayerShape shape = shapes.get(next);
        var geometry =
                new Convolution(
                        in.channels(),
                        in.height(),
                        in.width(),
                        shape.kernelHeight(),
                        shape.kernelWidth(),
                        stride,
                        shape.kernelHeight() / 2);
        var convolution =
                new Conv2d(
                        shape.name(),
                        geometry,
                        Parameter.weight(shape, masks.get(next++), dense),
                        Parameter.bias(shape.name() + ".bias", shape.out()),
                        false,
                        kernels.images());
        var norm =
                new BatchNorm(
                        shape.name() + ".norm", shape.out(), geometry.outPixels(), net.mode());
        return new Pixels(
                net.add(in.value(), convolution, norm),
                shape.out(),
                geometry.outHeight,
                geometry.outWidth);
    }

    Pixels relu(Pixels in, String name) {
        int value = net.add(in.value(), new Relu(name, in.features(), kernels));
        return new Pixels(value, in.channels(), in.height(), in.width());
    }

    Pixels join(String name, Pixels left, Pixels right) {
        int value = net.join(name, left.value(), right.value());
        return new Pixels(value, left.channels(), left.height(), left.width());
    }

    Pixels maxPool(Pixels in, String name, int size) {
        var pooling = new Pooling(in.channels(), in.height(), in.width(), size);
        int value = net.add(in.value(), new MaxPool2d(name, pooling, kernels.images()));
        return new Pixels(value, in.channels(), pooling.outHeight(), pooling.outWidth());
    }

    Pixels averagePool(Pixels in, String name, int size) {
        var pooling = new Pooling(in.channels(), in.height(), in.width(), size);
        int value = net.add(in.value(), new AveragePool2d(name, pooling, kernels.images()));
        return new Pixels(value, in.channels(), pooling.outHeight(), pooling.outWidth());
    }

    /// The next and last prunable layer reads every pixel.
    Network end(Pixels in) {
        LayerShape shape = shapes.get(next);
        int _ =
                net.add(
                        in.value(),
                        new Linear(
                                shape.name(),
                                Parameter.weight(shape, masks.get(next++), dense),
                                Parameter.bias(shape.name() + ".bias", shape.out()),
                                kernels));
        return net.build();
    }
}
