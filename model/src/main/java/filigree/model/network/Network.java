package filigree.model.network;

import filigree.model.layer.BatchLayer;
import filigree.model.layer.CausalAttention;
import filigree.model.layer.Layer;
import filigree.model.layer.LearnedLayer;
import filigree.model.layer.Parameter;
import filigree.model.layer.PassMode;
import filigree.model.layer.TrainableLayer;
import filigree.model.sparsity.Coupling;
import filigree.model.sparsity.Wiring;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Layers with their parameters, and who reads what: a chain, or what a [NetworkBuilder] wrote
/// down. Buffers for activations are in [Pass].
public final class Network {
    private final List<Node> nodes;
    private final List<Integer> sizes; // features of each value
    private final PassMode mode;
    private final List<Layer> layers;
    private final List<TrainableLayer> trainable;
    private final List<LearnedLayer> learned;

    /// A chain: each layer reads what the one before it wrote.
    ///
    /// @throws IllegalArgumentException if sizes do not fit
    public Network(List<Layer> layers) {
        this(chain(layers));
    }

    Network(NetworkBuilder written) {
        this.nodes = List.copyOf(written.nodes());
        this.sizes = List.copyOf(written.sizes());
        this.mode = written.mode();
        this.layers =
                nodes.stream()
                        .filter(Node.Apply.class::isInstance)
                        .map(n -> ((Node.Apply) n).layer())
                        .toList();
        this.trainable = only(TrainableLayer.class);
        this.learned = only(LearnedLayer.class);
    }

    private static NetworkBuilder chain(List<Layer> layers) {
        var written = new NetworkBuilder(layers.getFirst().inputSize());
        int _ = written.add(written.input(), layers.toArray(Layer[]::new));
        return written;
    }

    /// Returns this network with more layers put in front of some of those with weights. Layers and
    /// mode are the same objects.
    ///
    /// @param before what reads the input of a layer in its place, and gives it as much
    public Network withBefore(Function<TrainableLayer, Optional<Layer>> before) {
        var written = new NetworkBuilder(inputSize(), mode);
        int[] values = new int[nodes.size() + 1]; // where each value of this network is there
        for (int n = 0; n < nodes.size(); n++) {
            values[n + 1] =
                    switch (nodes.get(n)) {
                        case Node.Apply(Layer layer, int from) -> {
                            int read = values[from];
                            if (layer instanceof TrainableLayer weights) {
                                Optional<Layer> first = before.apply(weights);
                                read = first.isEmpty() ? read : written.add(read, first.get());
                            }
                            yield written.add(read, layer);
                        }
                        case Node.Join(String name, int left, int right) ->
                                written.join(name, values[left], values[right]);
                        case Node.Stack(String name, List<Integer> parts) ->
                                written.stack(
                                        name, parts.stream().mapToInt(v -> values[v]).toArray());
                    };
        }
        return written.build();
    }

    private <L extends Layer> List<L> only(Class<L> kind) {
        return layers.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// What writes each value but the first, which is the input.
    List<Node> nodes() {
        return nodes;
    }

    /// Features of a value.
    int size(int value) {
        return sizes.get(value);
    }

    /// The layers in the order in which they run.
    public List<Layer> layers() {
        return layers;
    }

    /// The layers with weights, in order: the prunable ones.
    public List<TrainableLayer> trainable() {
        return trainable;
    }

    /// The layers whose parameters no mask updater touches, in order.
    public List<LearnedLayer> learned() {
        return learned;
    }

    /// The place among [#layers()] after which the units of layer `l` are seen to fire or not: its
    /// own, or that of the batch normalisation right behind it.
    public int placeOfUnits(int l) {
        boolean normalised =
                l + 1 < layers.size()
                        && layers.get(l + 1) instanceof BatchLayer
                        && layers.get(l + 1).inputSize() == layers.get(l).outputSize();
        return normalised ? l + 1 : l;
    }

    /// Which prunable layers feed which.
    public Wiring wiring() {
        List<List<Integer>> values = new ArrayList<>(List.of(List.of(Wiring.INPUT)));
        List<List<Integer>> sources = new ArrayList<>();
        List<Integer> outputs = new ArrayList<>();
        for (Node node : nodes) {
            switch (node) {
                // values go on unit by unit; queries and keys steer all of it together
                case Node.Apply(CausalAttention _, int from) when isStack(from) -> {
                    List<Integer> parts = ((Node.Stack) nodes.get(from - 1)).parts();
                    values.add(values.get(parts.getLast()));
                    parts.subList(0, parts.size() - 1)
                            .forEach(part -> outputs.addAll(values.get(part)));
                }
                case Node.Apply(TrainableLayer _, int from) -> {
                    values.add(List.of(sources.size()));
                    sources.add(values.get(from));
                }
                case Node.Apply(_, int from) -> values.add(values.get(from));
                case Node.Join(_, int left, int right) ->
                        values.add(union(values, List.of(left, right)));
                case Node.Stack(_, List<Integer> parts) -> values.add(union(values, parts));
            }
        }
        outputs.addAll(values.getLast());
        return new Wiring(sources, outputs.stream().filter(l -> l >= 0).distinct().toList());
    }

    /// Which layers' units can only go together, one coupling after the other in the order of the
    /// layers; what has to stay whole is left out.
    public List<Coupling> couplings() {
        return Couplings.of(this);
    }

    private boolean isStack(int value) {
        return value > 0 && nodes.get(value - 1) instanceof Node.Stack;
    }

    private static List<Integer> union(List<List<Integer>> values, List<Integer> of) {
        return of.stream().flatMap(v -> values.get(v).stream()).distinct().toList();
    }

    /// Every parameter, layer by layer.
    public List<Parameter> parameters() {
        return layers.stream().flatMap(l -> l.parameters().stream()).toList();
    }

    /// Set before passes run: tells the layers whether they train.
    public PassMode mode() {
        return mode;
    }

    public int inputSize() {
        return sizes.getFirst();
    }

    public int outputSize() {
        return sizes.getLast();
    }
}
