package filigree.model.network;

import filigree.model.layer.Layer;
import filigree.model.layer.MergesRelu;
import filigree.model.layer.Relu;
import filigree.model.layer.TrainableLayer;
import filigree.model.matrix.Activations;
import java.util.ArrayList;
import java.util.List;

/// The buffers of one forward and backward pass over a batch of a fixed size.
///
/// Layers that work in place share the buffer of the layer before them.
public final class Pass {
    private final Network network;
    private final int columns;
    private final List<Activations> values = new ArrayList<>(); // l: input of layer l; last: output
    private final List<Activations> gradients = new ArrayList<>(); // dL/d of the same

    /// @param columns examples of the batch
    public Pass(Network network, int columns) {
        this.network = network;
        this.columns = columns;
        values.add(new Activations(network.inputSize(), columns));
        gradients.add(values.getFirst()); // nobody asks for dL/dinput: no memory for it
        for (Layer layer : network.layers()) {
            if (layer.worksInPlace()) {
                values.add(values.getLast());
                gradients.add(gradients.getLast());
            } else {
                values.add(new Activations(layer.outputSize(), columns));
                gradients.add(new Activations(layer.outputSize(), columns));
            }
        }
    }

    public int columns() {
        return columns;
    }

    public int tiles() {
        return input().tiles();
    }

    public Activations input() {
        return values.getFirst();
    }

    public Activations output() {
        return values.getLast();
    }

    /// dL/doutput, to be written before [#backward].
    public Activations outputGradient() {
        return gradients.getLast();
    }

    /// What layer `l` of the network read.
    public Activations inputOf(int l) {
        return values.get(l);
    }

    /// What layer `l` of the network wrote; after a layer that works in place, what that wrote.
    public Activations outputOf(int l) {
        return values.get(l + 1);
    }

    /// dL/dout of layer `l`, after [#backward].
    public Activations gradientOf(int l) {
        return gradients.get(l + 1);
    }

    /// Carries one tile from input to output.
    public void forward(int tile) {
        List<Layer> layers = network.layers();
        for (int l = 0; l < layers.size(); l++) {
            if (isRelu(l + 1) && layers.get(l) instanceof MergesRelu layer) {
                layer.forwardRelu(values.get(l), values.get(l + 1), tile);
                l++; // works in place: its output is that buffer
            } else {
                layers.get(l).forward(values.get(l), values.get(l + 1), tile);
            }
        }
    }

    /// Carries one tile of the output's gradient back to the output of the first layer with
    /// weights.
    public void backward(int tile) {
        List<Layer> layers = network.layers();
        int first = 0;
        while (!(layers.get(first) instanceof TrainableLayer)) {
            first++;
        }
        for (int l = layers.size() - 1; l > first; l--) {
            Activations in = values.get(l);
            Activations out = values.get(l + 1);
            if (isRelu(l - 1) && layers.get(l) instanceof MergesRelu layer) {
                layer.backwardRelu(in, out, gradients.get(l + 1), gradients.get(l), tile);
                l--; // works in place, so its gradient is that buffer
            } else {
                layers.get(l).backward(in, out, gradients.get(l + 1), gradients.get(l), tile);
            }
        }
    }

    private boolean isRelu(int l) {
        List<Layer> layers = network.layers();
        return l >= 0 && l < layers.size() && layers.get(l) instanceof Relu;
    }
}
