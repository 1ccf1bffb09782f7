package filigree.model.network;

import filigree.model.layer.Layer;
import filigree.model.layer.MergesRelu;
import filigree.model.layer.Relu;
import filigree.model.layer.Residual;
import filigree.model.matrix.Activations;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a pass does to a tile, in order, worked out once for a network and its buffers.
///
/// A value that several nodes read gets the sum of what they carry back: the last layer among them
/// writes, the others add, in the order in which backward meets them.
final class Program {
    /// A piece of work on one tile.
    @FunctionalInterface
    private interface Op {
        void run(int tile);
    }

    private final Network network;
    private final Buffers buffers;
    private final List<Op> forward = new ArrayList<>();
    private final List<Op> backward = new ArrayList<>();

    Program(Network network, Buffers buffers, boolean train) {
        this.network = network;
        this.buffers = buffers;
        for (int n = 0; n < network.nodes().size(); n++) {
            switch (network.nodes().get(n)) {
                case Node.Apply(Layer layer, int from) -> n = addForward(layer, from, n + 1);
                case Node.Join(_, int left, int right) -> addJoin(left, right, n + 1);
            }
        }
        if (train) {
            new Backward().compile();
        }
    }

    void forward(int tile) {
        for (Op op : forward) {
            op.run(tile);
        }
    }

    void backward(int tile) {
        for (Op op : backward) {
            op.run(tile);
        }
    }

    /// @return the value written last: one later if the layer did the work of the ReLU behind it
    private int addForward(Layer layer, int from, int to) {
        Activations in = buffers.value(from);
        Activations out = buffers.value(to);
        if (layer instanceof MergesRelu merging && isRelu(to + 1, to)) {
            forward.add(tile -> merging.forwardRelu(in, out, tile));
            return to; // as node: the ReLU
        }
        forward.add(tile -> layer.forward(in, out, tile));
        return to - 1;
    }

    private void addJoin(int left, int right, int to) {
        Activations sum = buffers.value(to);
        Activations a = buffers.value(left);
        Activations b = buffers.value(right);
        if (sum != a && sum != b) {
            forward.add(tile -> copy(a, sum, tile));
        }
        Activations other = sum == b ? a : b;
        forward.add(tile -> Residual.add(other, sum, tile));
    }

    /// Whether a value is a ReLU's, written over another.
    private boolean isRelu(int value, int from) {
        return value > 0
                && value <= network.nodes().size()
                && buffers.isInPlace(value)
                && network.nodes().get(value - 1) instanceof Node.Apply(Relu _, int read)
                && read == from;
    }

    private static void copy(Activations from, Activations to, int tile) {
        long bytes = from.tileBytes();
        MemorySegment.copy(from.memory(), tile * bytes, to.memory(), tile * bytes, bytes);
    }

    /// Goes through the nodes in reverse and keeps book of what each gradient already holds.
    private final class Backward {
        private final boolean[] written = new boolean[network.nodes().size() + 1];
        private final boolean[] done = new boolean[network.nodes().size()]; // by the node behind
        private final List<List<Activations>> waiting = new ArrayList<>(); // gradients of joins
        private final Map<Integer, Activations> scratch = new TreeMap<>(); // by size

        void compile() {
            for (int v = 0; v <= network.nodes().size(); v++) {
                waiting.add(new ArrayList<>());
            }
            for (int n = network.nodes().size() - 1; n >= 0; n--) {
                if (done[n] || !buffers.isNeeded(n + 1)) {
                    continue;
                }
                finish(n + 1);
                switch (network.nodes().get(n)) {
                    case Node.Apply(Layer layer, int from) -> {
                        if (buffers.isNeeded(from)) {
                            carryBack(layer, from, n + 1);
                        }
                    }
                    case Node.Join(_, int left, int right) -> {
                        split(left, n + 1);
                        split(right, n + 1);
                    }
                }
            }
        }

        /// Every reader of this value has had its turn.
        private void finish(int value) {
            Activations sum = buffers.gradient(value);
            List<Activations> rest = waiting.get(value);
            if (!rest.isEmpty()) {
                Activations first = rest.removeFirst();
                backward.add(tile -> copy(first, sum, tile));
                addWaiting(value);
            }
        }

        private void addWaiting(int value) {
            Activations sum = buffers.gradient(value);
            for (Activations part : waiting.get(value)) {
                backward.add(tile -> Residual.add(part, sum, tile));
            }
            waiting.get(value).clear();
        }

        private void carryBack(Layer layer, int from, int to) {
            Activations in = buffers.value(from);
            Activations out = buffers.value(to);
            Activations dOut = buffers.gradient(to);
            Activations dIn = buffers.gradient(from);
            if (written[from]) {
                Activations part =
                        scratch.computeIfAbsent(
                                in.features(), size -> new Activations(size, in.columns()));
                backward.add(tile -> layer.backward(in, out, dOut, part, tile));
                backward.add(tile -> Residual.add(part, dIn, tile));
                return;
            }
            if (layer instanceof MergesRelu merging && isOnlyRelu(from)) {
                backward.add(tile -> merging.backwardRelu(in, out, dOut, dIn, tile));
                done[from - 1] = true;
            } else {
                backward.add(tile -> layer.backward(in, out, dOut, dIn, tile));
            }
            written[from] = true;
            addWaiting(from);
        }

        /// Whether a value is a ReLU's that one node alone reads.
        private boolean isOnlyRelu(int value) {
            return value > 0
                    && network.nodes().get(value - 1) instanceof Node.Apply(Relu _, int read)
                    && isRelu(value, read)
                    && network.nodes().stream().filter(n -> n.reads(value)).count() == 1;
        }

        /// Hands a join's gradient to one of the values that it joined.
        private void split(int value, int join) {
            Activations sum = buffers.gradient(join);
            Activations part = buffers.gradient(value);
            if (!buffers.isNeeded(value)) {
                return;
            }
            if (part == sum) {
                written[value] = true;
            } else if (written[value]) {
                backward.add(tile -> Residual.add(sum, part, tile));
            } else { // a layer that reads it too may write it first, which saves a copy
                waiting.get(value).add(sum);
            }
        }
    }
}
