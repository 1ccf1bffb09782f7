package filigree.model.network;

import filigree.model.file.TensorFileWriter;
import filigree.model.kernel.Convolution;
import filigree.model.kernel.Pooling;
import filigree.model.layer.AveragePool2d;
import filigree.model.layer.BatchNorm;
import filigree.model.layer.CausalAttention;
import filigree.model.layer.Conv2d;
import filigree.model.layer.Layer;
import filigree.model.layer.LearnedLayer;
import filigree.model.layer.Linear;
import filigree.model.layer.MaxPool2d;
import filigree.model.layer.Parameter;
import filigree.model.layer.TrainableLayer;
import filigree.model.matrix.WeightMatrix;
import filigree.model.sparsity.LayerShape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A network as others can read it: what each step computes from which, and its weights by name.
///
/// A step has `name`, `kind` (the layer's, such as `linear`, `conv2d`, `max-pool2d`; `join` adds
/// two values, `stack` puts them one below the other), `reads` (names of steps, or `input`),
/// `inputs` and `outputs` (features), and what its kind needs: `channels`, `height`, `width`,
/// `kernel`, `stride`, `padding`, `window`, `epsilon`, `heads`. The last step is the output.
///
/// The tensors of a step x: `x.weight` `[out, in]` or `[out, in, kernel height, kernel width]` and
/// `x.bias`; else by the names of its parameters (`x.gain`, `x.bias`) and statistics
/// (`x.runningMean`, `x.runningVariance`). Pixels of a channel stand side by side, row by row.
public final class NetworkDescription {
    /// Of these files.
    public static final String FORMAT = "filigree-network-1";

    private final Network network;

    public NetworkDescription(Network network) {
        this.network = network;
    }

    /// The steps, in order.
    public List<Map<String, Object>> steps() {
        List<Map<String, Object>> steps = new ArrayList<>();
        for (Node node : network.nodes()) {
            Map<String, Object> step = new LinkedHashMap<>();
            step.put("name", node.name());
            switch (node) {
                case Node.Apply(Layer layer, int from) -> {
                    step.put("kind", kind(layer));
                    step.put("reads", List.of(name(from)));
                    step.put("inputs", layer.inputSize());
                    step.put("outputs", layer.outputSize());
                    addNumbers(step, layer);
                }
                case Node.Join(_, int left, int right) -> {
                    step.put("kind", "join");
                    step.put("reads", List.of(name(left), name(right)));
                }
                case Node.Stack(_, List<Integer> parts) -> {
                    step.put("kind", "stack");
                    step.put("reads", parts.stream().map(this::name).toList());
                }
            }
            steps.add(step);
        }
        return steps;
    }

    private String name(int value) {
        return value == 0 ? NetworkBuilder.INPUT : network.nodes().get(value - 1).name();
    }

    /// `MaxPool2d` is `max-pool2d`.
    private static String kind(Layer layer) {
        return layer.getClass()
                .getSimpleName()
                .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT);
    }

    private static void addNumbers(Map<String, Object> step, Layer layer) {
        switch (layer) {
            case Conv2d convolution -> {
                Convolution g = convolution.geometry();
                step.put("channels", g.channels);
                step.put("height", g.height);
                step.put("width", g.width);
                step.put("kernel", List.of(g.kernelHeight, g.kernelWidth));
                step.put("stride", g.stride);
                step.put("padding", g.padding);
            }
            case MaxPool2d pool -> addPooling(step, pool.geometry());
            case AveragePool2d pool -> addPooling(step, pool.geometry());
            case BatchNorm norm -> {
                step.put("channels", norm.gradientRows());
                step.put("epsilon", norm.epsilon());
            }
            case CausalAttention attention -> step.put("heads", attention.heads());
            default -> {} // its sizes say all
        }
    }

    private static void addPooling(Map<String, Object> step, Pooling pool) {
        step.put("channels", pool.channels());
        step.put("height", pool.height());
        step.put("width", pool.width());
        step.put("window", pool.size());
    }

    /// Writes all effective weights, zeros too, and what layers keep beside them.
    public void writeTensors(Path file) {
        var writer = new TensorFileWriter().metadata("format", FORMAT);
        for (Layer layer : network.layers()) {
            switch (layer) {
                case TrainableLayer weights -> {
                    addWeight(writer, weights.weight(), layer instanceof Linear);
                    add(writer, weights.bias());
                }
                case LearnedLayer learned -> {
                    learned.parameters().forEach(p -> add(writer, p));
                    learned.statistics()
                            .forEach((name, values) ->
                                    writer.add(layer.name() + "." + name, values, values.length));
                }
                default -> {} // nothing to keep
            }
        }
        writer.write(file);
    }

    private static void addWeight(TensorFileWriter writer, Parameter p, boolean linear) {
        LayerShape shape = p.shape();
        WeightMatrix w = p.matrix();
        float[] dense = w.toDense(w.effective());
        String name = shape.name() + ".weight";
        if (linear) {
            writer.add(name, dense, shape.out(), shape.in());
        } else {
            writer.add(
                    name,
                    dense,
                    shape.out(),
                    shape.in(),
                    shape.kernelHeight(),
                    shape.kernelWidth());
        }
    }

    private static void add(TensorFileWriter writer, Parameter p) {
        WeightMatrix w = p.matrix();
        float[] dense = w.toDense(w.effective());
        if (p.shape().columns() == 1) {
            writer.add(p.shape().name(), dense, p.shape().rows());
        } else {
            writer.add(p.shape().name(), dense, p.shape().rows(), p.shape().columns());
        }
    }
}
