package filigree.model.network;

import filigree.model.layer.AveragePool2d;
import filigree.model.layer.BatchNorm;
import filigree.model.layer.Dropout;
import filigree.model.layer.Flatten;
import filigree.model.layer.Gelu;
import filigree.model.layer.Layer;
import filigree.model.layer.MaxPool2d;
import filigree.model.layer.Relu;
import filigree.model.layer.TrainableLayer;
import filigree.model.quantize.QuantizedInput;
import filigree.model.sparsity.Coupling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/// Follows the units of each layer through a network, to see which have to go together.
///
/// A value is made of units, each of as many neighbouring features. Activation, pooling, batch
/// normalisation and flattening take each unit for itself and make 0 of 0; a join makes the units
/// of two values the same. What mixes features (layer normalisation, attention, an embedding), the
/// input and the output hold on to theirs.
final class Couplings {
    private final Network network;
    private final List<Units> values = new ArrayList<>();
    private final List<Units> all = new ArrayList<>();

    /// Units of a value; several values may turn out to have the same.
    private static final class Units {
        final int count;
        final TreeSet<Integer> writers = new TreeSet<>();
        final TreeSet<Integer> norms = new TreeSet<>();
        final TreeSet<Integer> readers = new TreeSet<>();
        boolean fixed;
        Units same = this;

        Units(int count, boolean fixed) {
            this.count = count;
            this.fixed = fixed;
        }

        Units found() {
            return same == this ? this : same.found();
        }
    }

    private Couplings(Network network) {
        this.network = network;
    }

    static List<Coupling> of(Network network) {
        return new Couplings(network).find();
    }

    private List<Coupling> find() {
        values.add(units(network.inputSize(), true));
        for (Node node : network.nodes()) {
            values.add(
                    switch (node) {
                        case Node.Apply(Layer layer, int from) -> after(layer, values.get(from));
                        case Node.Join(_, int left, int right) ->
                                joined(values.get(left).found(), values.get(right).found());
                        case Node.Stack(_, List<Integer> parts) -> {
                            parts.forEach(part -> values.get(part).found().fixed = true);
                            yield units(network.size(values.size()), true);
                        }
                    });
        }
        values.getLast().found().fixed = true;
        return all.stream()
                .filter(u -> u.found() == u && !u.fixed && !u.writers.isEmpty())
                .map(u ->
                        new Coupling(
                                u.count,
                                List.copyOf(u.writers),
                                List.copyOf(u.norms),
                                List.copyOf(u.readers)))
                .sorted(Comparator.comparing(c -> c.writers().getFirst()))
                .toList();
    }

    private Units units(int count, boolean fixed) {
        var units = new Units(count, fixed);
        all.add(units);
        return units;
    }

    private Units after(Layer layer, Units read) {
        Units in = read.found();
        return switch (layer) {
            case TrainableLayer weights -> {
                int index = network.trainable().indexOf(weights);
                in.readers.add(index);
                in.fixed |= weights.weight().shape().in() % in.count != 0;
                Units out = units(weights.weight().shape().out(), false);
                out.writers.add(index);
                yield out;
            }
            case BatchNorm norm -> {
                in.norms.add(network.learned().indexOf(norm));
                in.fixed |= norm.gradientRows() % in.count != 0;
                yield in;
            }
            case MaxPool2d pool -> pooled(in, pool.geometry().channels());
            case AveragePool2d pool -> pooled(in, pool.geometry().channels());
            case Relu _, Gelu _, Dropout _, Flatten _, QuantizedInput _ -> in;
            default -> {
                in.fixed = true;
                yield units(layer.outputSize(), true);
            }
        };
    }

    /// A window lies within one channel, so within one unit.
    private static Units pooled(Units in, int channels) {
        in.fixed |= channels % in.count != 0;
        return in;
    }

    private Units joined(Units left, Units right) {
        if (left == right) {
            return left;
        }
        if (left.count != right.count) {
            left.fixed = true;
            right.fixed = true;
            return units(left.count, true);
        }
        left.writers.addAll(right.writers);
        left.norms.addAll(right.norms);
        left.readers.addAll(right.readers);
        left.fixed |= right.fixed;
        right.same = left;
        return left;
    }
}
