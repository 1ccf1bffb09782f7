package filigree.model.network;

import filigree.model.kernel.Convolution;
import filigree.model.kernel.Pooling;
import filigree.model.layer.AveragePool2d;
import filigree.model.layer.BatchNorm;
import filigree.model.layer.Conv2d;
import filigree.model.layer.Dropout;
import filigree.model.layer.Flatten;
import filigree.model.layer.Gelu;
import filigree.model.layer.Layer;
import filigree.model.layer.LearnedLayer;
import filigree.model.layer.Linear;
import filigree.model.layer.MaxPool2d;
import filigree.model.layer.Parameter;
import filigree.model.layer.Relu;
import filigree.model.layer.TrainableLayer;
import filigree.model.matrix.WeightMatrix;
import filigree.model.sparsity.Coupling;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.List;
import java.util.stream.IntStream;

/// A dense network that computes the same as one in which some units do nothing, without those
/// units: with batch normalisation in evaluation, and up to the order of sums.
///
/// What is left of a layer is stored whole, single zeros in it too. Layers that keep their size and
/// have no part in a coupling are the same objects, with their parameters.
public final class SmallerNetwork {
    private final Network network;
    private final List<Coupling> couplings;
    private final List<boolean[]> stay;
    private final NetworkBuilder net;

    private SmallerNetwork(Network network) {
        this.network = network;
        this.couplings = network.couplings();
        this.stay = IdleUnits.others(network, couplings);
        this.net = new NetworkBuilder(network.inputSize());
    }

    /// @param network with float weights and activations; not changed
    public static Network of(Network network) {
        return new SmallerNetwork(network).build();
    }

    private Network build() {
        int[] values = new int[network.nodes().size() + 1]; // where each value is in the new one
        for (int n = 0; n < network.nodes().size(); n++) {
            values[n + 1] =
                    switch (network.nodes().get(n)) {
                        case Node.Apply(Layer layer, int from) ->
                                net.add(values[from], smaller(layer, net.size(values[from])));
                        case Node.Join(String name, int left, int right) ->
                                net.join(name, values[left], values[right]);
                        case Node.Stack(String name, List<Integer> parts) ->
                                net.stack(name, parts.stream().mapToInt(v -> values[v]).toArray());
                    };
        }
        return net.build();
    }

    /// @param size features that it will read
    private Layer smaller(Layer layer, int size) {
        return switch (layer) {
            case Linear linear ->
                    new Linear(
                            linear.name(),
                            weight(linear),
                            bias(linear),
                            linear.kernels(),
                            linear.initialScale());
            case Conv2d convolution -> convolution(convolution);
            case BatchNorm norm -> norm(norm);
            case MaxPool2d(String name, Pooling pool, var kernels) ->
                    new MaxPool2d(name, pooling(pool, size), kernels);
            case AveragePool2d(String name, Pooling pool, var kernels) ->
                    new AveragePool2d(name, pooling(pool, size), kernels);
            case Relu relu -> new Relu(relu.name(), size, relu.kernels());
            case Flatten flatten -> new Flatten(flatten.name(), size);
            case Gelu gelu -> new Gelu(gelu.name(), size);
            case Dropout(String name, int _, double rate, int index, var _) ->
                    new Dropout(name, size, rate, index, net.mode());
            default -> layer; // no coupling goes through it
        };
    }

    private static Pooling pooling(Pooling pool, int size) {
        int pixels = pool.height() * pool.width();
        return new Pooling(size / pixels, pool.height(), pool.width(), pool.size());
    }

    private Conv2d convolution(Conv2d layer) {
        Convolution g = layer.geometry();
        Parameter weight = weight(layer);
        var geometry =
                new Convolution(
                        weight.shape().in(),
                        g.height,
                        g.width,
                        g.kernelHeight,
                        g.kernelWidth,
                        g.stride,
                        g.padding);
        return new Conv2d(
                layer.name(), geometry, weight, bias(layer), layer.learnsBias(), layer.kernels());
    }

    private Parameter weight(TrainableLayer layer) {
        LayerShape shape = layer.weight().shape();
        WeightMatrix w = layer.weight().matrix();
        float[] dense = w.toDense(w.effective());
        int[] rows = rows(layer);
        int[] columns = columns(layer);
        int taps = shape.kernelHeight() * shape.kernelWidth();
        var smaller =
                new LayerShape(
                        shape.name(),
                        rows.length,
                        columns.length / taps,
                        shape.kernelHeight(),
                        shape.kernelWidth());
        float[] left = new float[Math.toIntExact(smaller.size())];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                left[i * columns.length + j] = dense[rows[i] * shape.columns() + columns[j]];
            }
        }
        Parameter p = Parameter.weight(smaller, Mask.full(smaller.rows(), smaller.columns()));
        p.matrix().load(left);
        return p;
    }

    private Parameter bias(TrainableLayer layer) {
        int[] rows = rows(layer);
        Parameter p = Parameter.bias(layer.bias().shape().name(), rows.length);
        p.matrix().load(picked(layer.bias().matrix().values(), rows));
        return p;
    }

    private BatchNorm norm(BatchNorm norm) {
        int all = norm.gradientRows();
        int[] left = IntStream.range(0, all).toArray();
        int index = network.learned().indexOf(norm);
        for (int c = 0; c < couplings.size(); c++) {
            if (couplings.get(c).norms().contains(index)) {
                left = left(stay.get(c), all);
            }
        }
        var smaller = new BatchNorm(norm.name(), left.length, norm.inputSize() / all, net.mode());
        copy(norm, smaller, left);
        return smaller;
    }

    private static void copy(LearnedLayer from, LearnedLayer to, int[] places) {
        for (int p = 0; p < from.parameters().size(); p++) {
            float[] values = from.parameters().get(p).matrix().values();
            to.parameters().get(p).matrix().load(picked(values, places));
        }
        from.statistics()
                .forEach((name, values) -> {
                    float[] target = to.statistics().getOrDefault(name, new float[0]);
                    System.arraycopy(picked(values, places), 0, target, 0, places.length);
                });
    }

    private int[] rows(TrainableLayer layer) {
        int index = network.trainable().indexOf(layer);
        int all = layer.weight().shape().rows();
        for (int c = 0; c < couplings.size(); c++) {
            if (couplings.get(c).writers().contains(index)) {
                return left(stay.get(c), all);
            }
        }
        return IntStream.range(0, all).toArray();
    }

    private int[] columns(TrainableLayer layer) {
        int index = network.trainable().indexOf(layer);
        int all = layer.weight().shape().columns();
        for (int c = 0; c < couplings.size(); c++) {
            if (couplings.get(c).readers().contains(index)) {
                return left(stay.get(c), all);
            }
        }
        return IntStream.range(0, all).toArray();
    }

    /// Places of the units that stay, of as many neighbouring places each.
    private static int[] left(boolean[] units, int places) {
        int each = places / units.length;
        return IntStream.range(0, places).filter(i -> units[i / each]).toArray();
    }

    private static float[] picked(float[] values, int[] places) {
        float[] picked = new float[places.length];
        for (int i = 0; i < places.length; i++) {
            picked[i] = values[places[i]];
        }
        return picked;
    }
}
