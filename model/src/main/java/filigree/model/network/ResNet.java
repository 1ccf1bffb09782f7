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

/// The residual network for small images: a convolution, three stages of n blocks of two
/// convolutions each, the mean over all pixels, a linear layer; 6n + 2 layers. The stages have 1, 2
/// and 4 times the width, and the second and third begin with a stride of 2.
///
/// ```
/// y = relu(x + norm(conv(relu(norm(conv(x))))))
/// ```
///
/// Where a stage changes the size, x passes a convolution of 1 x 1 with batch normalisation (the
/// paper's option B, not counted in the depth). The paper's own networks for CIFAR-10 fill up with
/// zeros there (option A), which costs no weights. Depth 20 and width 16 have 270,896 weights with
/// ten classes and three colours: 268,336 in the counted layers and 2,560 in the shortcuts.
///
/// @param depth 6n + 2
/// @param width channels of the first stage
public record ResNet(int depth, int width) implements NetworkSpec {
    private static final int KERNEL = 3;
    private static final int STAGES = 3;
    private static final int LEAST = 8; // pixels that leave two after both strides

    static final Param.OfLong DEPTH = Param.whole("depth", 20, 8, 1_202);
    static final Param.OfLong WIDTH = Param.whole("width", 16, 1, 1_024);

    public static final MethodType<ResNet> TYPE =
            MethodType.<ResNet>of(
                            "resnet",
                            "He et al. 2016, arXiv:1512.03385, section 4.2, with projection"
                                    + " shortcuts (option B)")
                    .param(DEPTH, r -> (long) r.depth())
                    .param(WIDTH, r -> (long) r.width())
                    .build(v ->
                            new ResNet(
                                    Math.toIntExact(v.get(DEPTH)), Math.toIntExact(v.get(WIDTH))));

    @Override
    public MethodType<ResNet> type() {
        return TYPE;
    }

    private int blocks() {
        return (depth - 2) / (2 * STAGES);
    }

    private boolean changesSize(int stage, int block) {
        return stage > 0 && block == 0;
    }

    private static String name(int stage, int block) {
        return "stage" + (stage + 1) + "." + (block + 1);
    }

    /// @throws UserFacingException if the depth is not 6n + 2 or the images are smaller than 8 x 8
    @Override
    public List<LayerShape> shapes(ImageShape input, int classes) {
        if (depth != blocks() * 2 * STAGES + 2) {
            int below = blocks() * 2 * STAGES + 2;
            throw new UserFacingException("resnet-depth", depth, below, below + 2 * STAGES);
        }
        if (input.height() < LEAST || input.width() < LEAST) {
            throw new UserFacingException(
                    "image-too-small", TYPE.id(), input.height(), input.width(), LEAST);
        }
        List<LayerShape> shapes = new ArrayList<>();
        shapes.add(new LayerShape("conv1", width, input.channels(), KERNEL, KERNEL));
        int channels = width;
        int height = input.height();
        int wide = input.width();
        for (int stage = 0; stage < STAGES; stage++) {
            int out = width << stage;
            for (int block = 0; block < blocks(); block++) {
                String name = name(stage, block);
                shapes.add(new LayerShape(name + ".conv1", out, channels, KERNEL, KERNEL));
                shapes.add(new LayerShape(name + ".conv2", out, out, KERNEL, KERNEL));
                if (changesSize(stage, block)) {
                    shapes.add(new LayerShape(name + ".shortcut", out, channels, 1, 1));
                    height = Math.ceilDiv(height, 2);
                    wide = Math.ceilDiv(wide, 2);
                }
                channels = out;
            }
        }
        int pool = Math.min(height, wide);
        shapes.add(LayerShape.linear("fc", classes, channels * (height / pool) * (wide / pool)));
        return shapes;
    }

    @Override
    public Optional<NetworkSpec> scaled(double factor) {
        return Optional.of(new ResNet(depth, NetworkSpec.scaled(width, factor)));
    }

    @Override
    public Network build(
            ImageShape input, int classes, List<Mask> masks, boolean dense, Kernels kernels) {
        var layers = new ImageLayers(input, shapes(input, classes), masks, dense, kernels);
        Pixels now = layers.relu(layers.convolve(layers.input(), 1), "relu1");
        for (int stage = 0; stage < STAGES; stage++) {
            for (int block = 0; block < blocks(); block++) {
                now = block(layers, now, name(stage, block), changesSize(stage, block));
            }
        }
        int pool = Math.min(now.height(), now.width()); // one square window, if the image is square
        return layers.end(layers.averagePool(now, "pool", pool));
    }

    private static Pixels block(ImageLayers layers, Pixels in, String name, boolean changesSize) {
        Pixels first = layers.convolve(in, changesSize ? 2 : 1);
        Pixels branch = layers.convolve(layers.relu(first, name + ".relu1"), 1);
        Pixels stream = changesSize ? layers.convolve(in, 2) : in;
        return layers.relu(layers.join(name + ".join", stream, branch), name + ".relu2");
    }
}
