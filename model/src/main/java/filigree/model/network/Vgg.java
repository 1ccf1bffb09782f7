package filigree.model.network;

import filigree.model.data.ImageShape;
import filigree.model.error.UserFacingException;
import filigree.model.kernel.Kernels;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.network.ImageLayers.Pixels;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A small network after VGG: convolutions of 3 x 3 with batch normalisation and ReLU, max pooling
/// between groups of them, one linear layer at the end. The default has 675,024 weights on colour
/// images of 32 x 32.
///
/// The last layer reads every pixel of the last maps, hundreds of numbers none of which is
/// negative. Their common direction makes the loss so steep in its weights that a rate of 0.05 with
/// momentum overshoots in the first steps, whatever these weights begin with: in the sample without
/// its warm-up the first ten steps had a mean loss of 5.1, and of 5.2 to 5.4 with the last layer's
/// first weights scaled by 0.3 to 0.01; with a rate of 0.01 or the warm-up there is no such hump.
/// So it is the warm-up that helps, not another beginning.
///
/// @param widths channels of each convolution in turn; 0 is a max pooling of 2 x 2
public record Vgg(List<Integer> widths) implements NetworkSpec {
    private static final int KERNEL = 3;
    private static final int POOL = 2;

    static final Param.OfNumbers WIDTHS =
            new Param.OfNumbers(
                    "widths",
                    List.of(48, 48, 0, 96, 96, 0, 192, 192, 0),
                    0,
                    4_096,
                    64,
                    Param.Timing.NEXT_RUN);

    public static final MethodType<Vgg> TYPE =
            MethodType.<Vgg>of(
                            "vgg",
                            "Simonyan and Zisserman 2015, arXiv:1409.1556, made small; batch"
                                    + " normalisation: Ioffe and Szegedy 2015, arXiv:1502.03167")
                    .param(WIDTHS, Vgg::widths)
                    .build(v -> new Vgg(v.get(WIDTHS)));

    public Vgg {
        widths = List.copyOf(widths);
    }

    @Override
    public MethodType<Vgg> type() {
        return TYPE;
    }

    /// @throws UserFacingException if the images are smaller than the poolings need
    @Override
    public List<LayerShape> shapes(ImageShape input, int classes) {
        List<LayerShape> shapes = new ArrayList<>();
        int channels = input.channels();
        int height = input.height();
        int width = input.width();
        for (int out : widths) {
            if (out == 0) {
                height /= POOL;
                width /= POOL;
            } else {
                String name = "conv" + (shapes.size() + 1);
                shapes.add(new LayerShape(name, out, channels, KERNEL, KERNEL));
                channels = out;
            }
        }
        if (height == 0 || width == 0) {
            long poolings = widths.stream().filter(w -> w == 0).count();
            throw new UserFacingException(
                    "image-too-small",
                    TYPE.id(),
                    input.height(),
                    input.width(),
                    (long) Math.pow(POOL, poolings));
        }
        shapes.add(LayerShape.linear("fc", classes, channels * height * width));
        return shapes;
    }

    @Override
    public Optional<NetworkSpec> scaled(double factor) {
        return Optional.of(
                new Vgg(
                        widths.stream()
                                .map(w -> w == 0 ? 0 : NetworkSpec.scaled(w, factor))
                                .toList()));
    }

    @Override
    public Optional<NetworkSpec> withShapes(List<LayerShape> shapes) {
        List<Integer> narrow = new ArrayList<>();
        int next = 0;
        for (int width : widths) {
            narrow.add(width == 0 ? 0 : shapes.get(next++).out());
        }
        return Optional.of(new Vgg(narrow));
    }

    @Override
    public Network build(
            ImageShape input, int classes, List<Mask> masks, boolean dense, Kernels kernels) {
        var layers = new ImageLayers(input, shapes(input, classes), masks, dense, kernels);
        Pixels now = layers.input();
        int convolutions = 0;
        int poolings = 0;
        for (int out : widths) {
            now =
                    out == 0
                            ? layers.maxPool(now, "pool" + ++poolings, POOL)
                            : layers.relu(layers.convolve(now, 1), "relu" + ++convolutions);
        }
        return layers.end(now);
    }
}
