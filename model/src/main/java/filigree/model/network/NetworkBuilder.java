package filigree.model.network;

import filigree.model.layer.Layer;
import filigree.model.layer.PassMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Writes down a network as a small program over numbered values. A residual block:
///
/// ```java
/// var net = new NetworkBuilder(input.features());
/// int x = net.add(net.input(), stem);
/// int branch = net.add(x, conv1, norm1, relu1, conv2, norm2);
/// int sum = net.join("block1.join", x, branch);
/// int out = net.add(sum, relu2, head);
/// Network network = net.build();
/// ```
///
/// Each value may be read as often as one likes; its gradient is the sum over its readers. The last
/// value written is the network's output.
public final class NetworkBuilder {
    /// What no step may be called: it names the network's input.
    public static final String INPUT = "input";

    private final List<Node> nodes = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>(); // features of each value
    private final Set<String> names = new HashSet<>();
    private final Set<Integer> read = new HashSet<>();
    private final Set<Integer> stacked = new HashSet<>();
    private final PassMode mode;

    /// @param inputSize features of one example
    public NetworkBuilder(int inputSize) {
        this(inputSize, new PassMode());
    }

    NetworkBuilder(int inputSize, PassMode mode) {
        this.mode = mode;
        sizes.add(inputSize);
    }

    /// What layers that differ between training and evaluation are to be told by.
    public PassMode mode() {
        return mode;
    }

    /// The value that the network is given.
    public int input() {
        return 0;
    }

    /// Features of a value.
    public int size(int value) {
        return sizes.get(value);
    }

    /// Adds layers one after the other.
    ///
    /// @param from the value that the first one reads
    /// @return the value that the last one writes
    /// @throws IllegalArgumentException if sizes do not fit or a name is taken
    public int add(int from, Layer... layers) {
        int value = from;
        for (Layer layer : layers) {
            if (size(value) != layer.inputSize()) {
                throw new IllegalArgumentException(
                        "%s gives %d features, %s takes %d"
                                .formatted(
                                        nameOf(value),
                                        size(value),
                                        layer.name(),
                                        layer.inputSize()));
            }
            value = write(new Node.Apply(layer, value), layer.outputSize());
        }
        return value;
    }

    /// Adds two values up: where a branch comes back to the stream that it left.
    ///
    /// @return the sum
    /// @throws IllegalArgumentException if they differ in size or the name is taken
    public int join(String name, int left, int right) {
        if (size(left) != size(right)) {
            throw new IllegalArgumentException(
                    "%s joins %s with %d features and %s with %d"
                            .formatted(name, nameOf(left), size(left), nameOf(right), size(right)));
        }
        return write(new Node.Join(name, left, right), size(left));
    }

    /// Puts values one below the other, for a layer that reads them as one: queries, keys and
    /// values of an attention.
    ///
    /// @param parts what layers wrote that do not work in place; nothing else may read them
    /// @return the value that is made of them
    /// @throws IllegalArgumentException if one of them is no such value or the name is taken
    public int stack(String name, int... parts) {
        int size = 0;
        for (int part : parts) {
            boolean ofLayer =
                    part > 0
                            && nodes.get(part - 1) instanceof Node.Apply(Layer layer, _)
                            && !layer.worksInPlace();
            if (!ofLayer || read.contains(part) || !stacked.add(part)) {
                throw new IllegalArgumentException(name + " cannot stack " + nameOf(part));
            }
            size += size(part);
        }
        return write(new Node.Stack(name, IntStream.of(parts).boxed().toList()), size);
    }

    private int write(Node node, int size) {
        if (node.name().equals(INPUT) || !names.add(node.name())) {
            throw new IllegalArgumentException("the name " + node.name() + " is taken");
        }
        for (int value = 0; value < sizes.size(); value++) {
            if (node.reads(value)) {
                if (stacked.contains(value) && !(node instanceof Node.Stack)) {
                    throw new IllegalArgumentException(
                            node.name() + " reads a part of a stack: " + nameOf(value));
                }
                read.add(value);
            }
        }
        nodes.add(node);
        sizes.add(size);
        return nodes.size();
    }

    private String nameOf(int value) {
        return value == 0 ? "the input" : nodes.get(value - 1).name();
    }

    /// @throws IllegalArgumentException if nothing reads a value that is not the last
    public Network build() {
        for (int value = 0; value < nodes.size(); value++) {
            if (!read.contains(value)) {
                throw new IllegalArgumentException("nothing reads " + nameOf(value));
            }
        }
        return new Network(this);
    }

    List<Node> nodes() {
        return nodes;
    }

    List<Integer> sizes() {
        return sizes;
    }
}
