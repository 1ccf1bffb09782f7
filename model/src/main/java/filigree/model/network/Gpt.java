package filigree.model.network;

import filigree.model.data.ImageShape;
import filigree.model.error.UserFacingException;
import filigree.model.kernel.Kernels;
import filigree.model.layer.CausalAttention;
import filigree.model.layer.Embedding;
import filigree.model.layer.Gelu;
import filigree.model.layer.LayerNorm;
import filigree.model.layer.Linear;
import filigree.model.layer.Parameter;
import filigree.model.layer.PositionEmbedding;
import filigree.model.layer.Sequences;
import filigree.model.layer.UnprunedLinear;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A small GPT: says after each token of a text how likely each token is to be the next. Blocks as
/// in GPT-2, with the normalisation before each branch (pre-norm) and without dropout:
///
/// ```
/// s = token(x) + place
/// each block:  n = norm1(s)      s = s + o(attention(q(n), k(n), v(n)))
///              n = norm2(s)      s = s + fc2(gelu(fc1(n)))
/// z = head(norm(s))
/// ```
///
/// Six linear layers a block may be pruned, in the order q, k, v, o, fc1, fc2; embeddings, gains
/// and the head stay whole. Embeddings and head begin with N(0, 0.02^2), as in GPT-2; the six with
/// what the recipe's initializer gives, of which o and fc2, whose outputs add up in the stream, get
/// `1 / sqrt(2 layers)` (Radford et al. 2019, section 2.3).
///
/// @param layers blocks
/// @param width features of the stream
/// @param heads of each attention; divides the width
public record Gpt(int layers, int width, int heads) implements NetworkSpec {
    private static final int EXPANSION = 4; // of the stream, between fc1 and fc2
    private static final int A_BLOCK = 6; // prunable layers

    static final Param.OfLong LAYERS = Param.whole("layers", 2, 1, 24);
    static final Param.OfLong WIDTH = Param.whole("width", 128, 4, 2_048);
    static final Param.OfLong HEADS = Param.whole("heads", 4, 1, 64);

    public static final MethodType<Gpt> TYPE =
            MethodType.<Gpt>of("gpt", "Radford et al. 2019 (GPT-2), without dropout")
                    .param(LAYERS, n -> (long) n.layers())
                    .param(WIDTH, n -> (long) n.width())
                    .param(HEADS, n -> (long) n.heads())
                    .build(v ->
                            new Gpt(
                                    Math.toIntExact(v.get(LAYERS)),
                                    Math.toIntExact(v.get(WIDTH)),
                                    Math.toIntExact(v.get(HEADS))));

    @Override
    public MethodType<Gpt> type() {
        return TYPE;
    }

    @Override
    public boolean readsTokens() {
        return true;
    }

    /// @param input one row, as wide as a sequence is long
    @Override
    public List<LayerShape> shapes(ImageShape input, int classes) {
        if (width % heads != 0) {
            throw new UserFacingException("gpt-heads", heads, width);
        }
        List<LayerShape> shapes = new ArrayList<>();
        for (int block = 1; block <= layers; block++) {
            for (String name : List.of("q", "k", "v", "o")) {
                shapes.add(LayerShape.linear(name(block, name), width, width));
            }
            shapes.add(LayerShape.linear(name(block, "fc1"), EXPANSION * width, width));
            shapes.add(LayerShape.linear(name(block, "fc2"), width, EXPANSION * width));
        }
        return shapes;
    }

    @Override
    public Optional<NetworkSpec> scaled(double factor) {
        return Optional.of(
                new Gpt(
                        layers,
                        heads * NetworkSpec.scaled(width / heads, factor),
                        heads)); // heads stay
    }

    @Override
    public Network build(
            ImageShape input, int classes, List<Mask> masks, boolean dense, Kernels kernels) {
        List<Linear> linear = linear(shapes(input, classes), masks, dense, kernels);
        var sequences = new Sequences(input.width());
        var net = new NetworkBuilder(1); // a token is one number
        int stream =
                net.add(
                        net.input(),
                        new Embedding("token", classes, width),
                        new PositionEmbedding("place", sequences, width));
        for (int block = 1; block <= layers; block++) {
            List<Linear> own = linear.subList(A_BLOCK * (block - 1), A_BLOCK * block);
            int normed = net.add(stream, new LayerNorm(name(block, "norm1"), width));
            int heard =
                    net.add(
                            net.stack(
                                    name(block, "qkv"),
                                    net.add(normed, own.get(0)),
                                    net.add(normed, own.get(1)),
                                    net.add(normed, own.get(2))),
                            new CausalAttention(
                                    name(block, "attention"), width, heads, sequences, kernels),
                            own.get(3));
            stream = net.join(name(block, "join1"), stream, heard);
            int thought =
                    net.add(
                            stream,
                            new LayerNorm(name(block, "norm2"), width),
                            own.get(4),
                            new Gelu(name(block, "gelu"), EXPANSION * width),
                            own.get(5));
            stream = net.join(name(block, "join2"), stream, thought);
        }
        int _ =
                net.add(
                        stream,
                        new LayerNorm("norm", width),
                        new UnprunedLinear("head", width, classes, kernels));
        return net.build();
    }

    private List<Linear> linear(
            List<LayerShape> shapes, List<Mask> masks, boolean dense, Kernels kernels) {
        double toStream = 1 / Math.sqrt(2.0 * layers);
        List<Linear> linear = new ArrayList<>();
        for (int l = 0; l < shapes.size(); l++) {
            boolean joins = l % A_BLOCK == 3 || l % A_BLOCK == 5;
            linear.add(
                    new Linear(
                            shapes.get(l).name(),
                            Parameter.weight(shapes.get(l), masks.get(l), dense),
                            Parameter.bias(shapes.get(l).name() + ".bias", shapes.get(l).out()),
                            kernels,
                            joins ? toStream : 1));
        }
        return linear;
    }

    private static String name(int block, String part) {
        return "block" + block + "." + part;
    }
}
