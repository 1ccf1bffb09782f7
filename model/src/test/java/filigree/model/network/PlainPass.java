package filigree.model.network;

import filigree.model.layer.Layer;
import filigree.model.matrix.Activations;
import java.util.ArrayList;
import java.util.List;

/// A pass that shares nothing: every value and every part of a gradient has memory of its own.
final class PlainPass {
    final List<Activations> values = new ArrayList<>();
    final List<Activations> gradients = new ArrayList<>();
    private final Network network;
    private final int columns;

    PlainPass(Network network, int columns) {
        this.network = network;
        this.columns = columns;
        for (int v = 0; v <= network.nodes().size(); v++) {
            values.add(new Activations(network.size(v), columns));
            gradients.add(new Activations(network.size(v), columns));
        }
    }

    void forward() {
        for (int n = 0; n < network.nodes().size(); n++) {
            Activations out = values.get(n + 1);
            switch (network.nodes().get(n)) {
                case Node.Apply(Layer layer, int from) -> {
                    for (int tile = 0; tile < out.tiles(); tile++) {
                        layer.forward(values.get(from), out, tile);
                    }
                }
                case Node.Join(_, int left, int right) -> {
                    add(values.get(left), out);
                    add(values.get(right), out);
                }
                case Node.Stack(_, List<Integer> parts) -> {
                    int row = 0;
                    for (int part : parts) {
                        add(values.get(part), 0, out, row, network.size(part));
                        row += network.size(part);
                    }
                }
            }
        }
    }

    /// From the gradient of the last value.
    void backward() {
        for (int n = network.nodes().size() - 1; n >= 0; n--) {
            Activations dOut = gradients.get(n + 1);
            switch (network.nodes().get(n)) {
                case Node.Apply(Layer layer, int from) -> {
                    var part = new Activations(network.size(from), columns);
                    for (int tile = 0; tile < dOut.tiles(); tile++) {
                        layer.backward(values.get(from), values.get(n + 1), dOut, part, tile);
                    }
                    add(part, gradients.get(from));
                }
                case Node.Join(_, int left, int right) -> {
                    add(dOut, gradients.get(left));
                    add(dOut, gradients.get(right));
                }
                case Node.Stack(_, List<Integer> parts) -> {
                    int row = 0;
                    for (int part : parts) {
                        add(dOut, row, gradients.get(part), 0, network.size(part));
                        row += network.size(part);
                    }
                }
            }
        }
    }

    private void add(Activations from, Activations to) {
        add(from, 0, to, 0, to.features());
    }

    private void add(Activations from, int row, Activations to, int toRow, int rows) {
        for (int f = 0; f < rows; f++) {
            for (int c = 0; c < columns; c++) {
                to.set(toRow + f, c, to.get(toRow + f, c) + from.get(row + f, c));
            }
        }
    }
}
