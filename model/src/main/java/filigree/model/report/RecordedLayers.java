package filigree.model.report;

import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Wiring;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The prunable layers as `run.json` names them under `layers`; none in a run that names none.
///
/// @param layers from input to output
record RecordedLayers(List<Layer> layers) {
    /// @param positions places of one sample at which each weight is used: 1 in a linear layer, the
    ///   pixels of the output in a convolution
    /// @param reads names of what feeds it; none where the layers are a chain
    /// @param feedsOutput whether the output reads it, as a layer does
    record Layer(LayerShape shape, long positions, List<String> reads, boolean feedsOutput) {
        Layer {
            reads = List.copyOf(reads);
        }
    }

    RecordedLayers {
        layers = List.copyOf(layers);
    }

    static RecordedLayers of(Map<String, @Nullable Object> state) {
        List<Layer> layers = new ArrayList<>();
        for (Map<String, @Nullable Object> line : Numbers.trees(state, "layers")) {
            if (!(line.get("name") instanceof String name)) {
                return new RecordedLayers(List.of());
            }
            var shape =
                    new LayerShape(
                            name,
                            size(line, "out"),
                            size(line, "in"),
                            size(line, "kernelHeight"),
                            size(line, "kernelWidth"));
            boolean feedsOutput = Boolean.TRUE.equals(line.get("feedsOutput"));
            layers.add(new Layer(shape, size(line, "positions"), reads(line), feedsOutput));
        }
        return new RecordedLayers(layers);
    }

    private static int size(Map<String, @Nullable Object> line, String key) {
        return Math.clamp(Numbers.whole(line, key).orElse(1), 1, Integer.MAX_VALUE);
    }

    private static List<String> reads(Map<String, @Nullable Object> line) {
        return line.get("reads") instanceof List<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
    }

    /// Which layers feed which: a chain, if the run does not say.
    ///
    /// @param count of the layers
    Wiring wiring(int count) {
        if (layers.isEmpty() || layers.stream().anyMatch(l -> l.reads().isEmpty())) {
            return Wiring.chain(count);
        }
        List<String> names = layers.stream().map(l -> l.shape().name()).toList();
        Wiring wiring =
                Wiring.of(
                        layers.stream()
                                .map(l -> l.reads().stream().map(names::indexOf).toList())
                                .toList());
        List<Integer> outputs = new ArrayList<>(wiring.outputs());
        IntStream.range(0, count).filter(l -> layers.get(l).feedsOutput()).forEach(outputs::add);
        return new Wiring(wiring.sources(), outputs);
    }

    List<LayerShape> shapes() {
        return layers.stream().map(Layer::shape).toList();
    }

    /// How often one sample uses each weight of a layer; 1 if nothing is known.
    long positions(String name) {
        return layers.stream()
                .filter(l -> l.shape().name().equals(name))
                .mapToLong(Layer::positions)
                .findFirst()
                .orElse(1);
    }
}
