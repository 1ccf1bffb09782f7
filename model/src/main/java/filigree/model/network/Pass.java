package filigree.model.network;

import filigree.model.matrix.Activations;
import java.util.ArrayList;
import java.util.List;

/// The buffers of one forward and backward pass over a batch of a fixed size, and the network's
/// program worked out for them.
///
/// Layers that work in place share the buffer of what they read, if nobody else reads it.
public final class Pass {
    private final int columns;
    private final Buffers buffers;
    private final Program program;
    private final List<Integer> froms = new ArrayList<>(); // a layer: the value it reads
    private final List<Integer> tos = new ArrayList<>(); // a layer: the value it writes
    private final int last;

    /// @param columns examples of the batch
    public Pass(Network network, int columns) {
        this(network, columns, true);
    }

    private Pass(Network network, int columns, boolean train) {
        this.columns = columns;
        this.buffers = new Buffers(network, columns, train);
        this.program = new Program(network, buffers, train);
        this.last = network.nodes().size();
        for (int n = 0; n < last; n++) {
            if (network.nodes().get(n) instanceof Node.Apply apply) {
                froms.add(apply.from());
                tos.add(n + 1);
            }
        }
    }

    /// A pass that can only go forward, with half the memory.
    public static Pass forward(Network network, int columns) {
        return new Pass(network, columns, false);
    }

    public int columns() {
        return columns;
    }

    public int tiles() {
        return input().tiles();
    }

    public Activations input() {
        return buffers.value(0);
    }

    public Activations output() {
        return buffers.value(last);
    }

    /// dL/doutput, to be written before [#backward].
    public Activations outputGradient() {
        return buffers.gradient(last);
    }

    /// What layer `l` of the network read.
    public Activations inputOf(int l) {
        return buffers.value(froms.get(l));
    }

    /// What layer `l` of the network wrote; after a layer that works in place, what that wrote.
    public Activations outputOf(int l) {
        return buffers.value(tos.get(l));
    }

    /// dL/dout of layer `l`, after [#backward]; of a layer that works in place, what it passed on.
    public Activations gradientOf(int l) {
        return buffers.gradient(tos.get(l));
    }

    /// Carries one tile from input to output.
    public void forward(int tile) {
        program.forward(tile);
    }

    /// Carries one tile of the output's gradient back to the outputs of all layers with parameters.
    public void backward(int tile) {
        program.backward(tile);
    }
}
