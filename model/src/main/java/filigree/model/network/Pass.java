package filigree.model.network;

import filigree.model.kernel.Tiles;
import filigree.model.kernel.Workers;
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
    private Workers.Task begin = _ -> {};
    private Workers.Task loss = _ -> {};

    /// Sees values while a pass goes forward.
    @FunctionalInterface
    public interface Observer {
        /// Layer `l` has written one tile.
        ///
        /// @param out only to be read, and only now: others may write over it
        void wrote(int l, Activations out, int tile);
    }

    /// @param columns examples of the batch
    public Pass(Network network, int columns) {
        this(network, columns, true, (_, _, _) -> {});
    }

    private Pass(Network network, int columns, boolean train, Observer observer) {
        this.columns = columns;
        this.buffers = new Buffers(network, columns, train);
        this.program =
                new Program(network, buffers, train, observer, t -> begin.run(t), t -> loss.run(t));
        this.last = network.nodes().size();
        for (int n = 0; n < last; n++) {
            if (network.nodes().get(n) instanceof Node.Apply apply) {
                froms.add(apply.from());
                tos.add(n + 1);
            }
        }
    }

    /// A pass that can only go forward. Values share memory once nobody reads them any more, so
    /// input and output are all that is there behind it.
    ///
    /// @param observer told of each layer, by the thread that carries the tile
    public static Pass forward(Network network, int columns, Observer observer) {
        return new Pass(network, columns, false, observer);
    }

    /// Bytes that such a pass takes a column.
    public static long forwardBytes(Network network) {
        return new Buffers(network, 1, false).bytes() / Tiles.COLUMNS;
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

    /// A whole pass of training over all tiles, in as few fork-joins as the network allows: one,
    /// unless some layer needs sums over the batch. Where there are fewer tiles than threads, these
    /// share the tiles, with one fork-join for each [Section] of their way.
    ///
    /// @param ofTile fills a tile of the input
    /// @param lossOfTile writes a tile of [#outputGradient()], once its output is there
    public void train(Workers workers, Workers.Task ofTile, Workers.Task lossOfTile) {
        begin = ofTile;
        loss = lossOfTile;
        program.train(workers, tiles());
    }

    /// Carries one tile from input to output. In training only through layers that need no sums
    /// over the batch: with others see [#train].
    public void forward(int tile) {
        program.forward(tile);
    }

    /// Carries one tile of the output's gradient back to the outputs of all layers with parameters,
    /// with the same restriction.
    public void backward(int tile) {
        program.backward(tile);
    }
}
