package filigree.model.network;

import filigree.model.kernel.Workers;
import filigree.model.layer.BatchLayer;
import filigree.model.layer.DivisibleLayer;
import filigree.model.layer.Layer;
import filigree.model.layer.MergesRelu;
import filigree.model.layer.Relu;
import filigree.model.layer.Residual;
import filigree.model.matrix.Activations;
import filigree.model.network.Section.Cut;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a pass does to a tile, in order, worked out once for a network and its buffers.
///
/// A value that several nodes read gets the sum of what they carry back: the last layer among them
/// writes, the others add, in the order in which backward meets them.
final class Program {
    /// What all tiles do before something that concerns the whole batch.
    private static final class Stage {
        final Sections way = new Sections();
        Runnable end = () -> {};
    }

    private final Network network;
    private final Buffers buffers;
    private final Sections forward = new Sections();
    private final Sections backward = new Sections();
    private final List<Stage> stages = new ArrayList<>(List.of(new Stage()));
    private final boolean train;
    private final Pass.Observer observer;
    private int place; // of the layer at hand

    /// @param observer told of what each layer wrote, unless this trains
    /// @param begin what each tile does before it goes forward in training
    /// @param loss what each tile does before it goes back
    Program(
            Network network,
            Buffers buffers,
            boolean train,
            Pass.Observer observer,
            Workers.Task begin,
            Workers.Task loss) {
        this.network = network;
        this.buffers = buffers;
        this.train = train;
        this.observer = observer;
        stages.getLast().way.add(Cut.NONE, whole(begin));
        for (int n = 0; n < network.nodes().size(); n++) {
            switch (network.nodes().get(n)) {
                case Node.Apply(Layer layer, int from) -> n = addForward(layer, from, n + 1);
                case Node.Join(_, int left, int right) -> addJoin(left, right, n + 1);
                case Node.Stack _ -> close(forward); // its parts lie in it
            }
        }
        if (train) {
            stages.getLast().way.add(Cut.NONE, whole(loss));
            new Backward().compile();
        }
    }

    /// One tile, in evaluation or through layers that need no batch.
    void forward(int tile) {
        refuseBatchLayers(network.mode().isTraining());
        forward.run(tile);
    }

    /// One tile, through layers that need no batch.
    void backward(int tile) {
        refuseBatchLayers(true);
        backward.run(tile);
    }

    private void refuseBatchLayers(boolean training) {
        if (training && stages.size() > 1) {
            throw new IllegalStateException("a batch layer trains on all tiles at once");
        }
    }

    /// A whole pass of training.
    void train(Workers workers, int tiles) {
        for (int k = 0; k < stages.size(); k++) {
            stages.get(k).way.run(workers, tiles);
            stages.get(k).end.run();
        }
    }

    private void add(Sections direction, Cut cut, Section.Op op) {
        direction.add(cut, op);
        stages.getLast().way.add(cut, op);
    }

    /// Where values meet others in one memory, which another cut would divide otherwise.
    private void close(Sections direction) {
        direction.close();
        stages.getLast().way.close();
    }

    private static Section.Op whole(Workers.Task ofTile) {
        return (tile, _, _) -> ofTile.run(tile);
    }

    private void barrier(Cut cut, Section.Op gather, Runnable settle) {
        stages.getLast().way.add(cut, gather);
        stages.getLast().end = settle;
        stages.add(new Stage());
    }

    /// @return the value written last: one later if the layer did the work of the ReLU behind it
    private int addForward(Layer layer, int from, int to) {
        Activations in = buffers.value(from);
        Activations out = buffers.value(to);
        if (layer instanceof MergesRelu merging && isRelu(to + 1, to)) {
            add(forward, Cut.NONE, whole(tile -> merging.forwardRelu(in, out, tile)));
            observe(out);
            place++; // the ReLU's
            return to; // as node: the ReLU
        }
        if (train && layer instanceof BatchLayer batch) {
            batch.reserve(in.tiles());
            barrier(
                    Cut.forward(batch),
                    (tile, a, b) -> batch.gather(in, tile, a, b),
                    batch::settle);
        }
        if (layer instanceof DivisibleLayer cut) {
            add(forward, Cut.forward(cut), (tile, a, b) -> cut.forward(in, out, tile, a, b));
        } else {
            add(forward, Cut.NONE, whole(tile -> layer.forward(in, out, tile)));
        }
        observe(out);
        return to - 1;
    }

    private void observe(Activations out) {
        int now = place++;
        if (!train) {
            add(forward, Cut.NONE, whole(tile -> observer.wrote(now, out, tile)));
        }
    }

    private void addJoin(int left, int right, int to) {
        Activations sum = buffers.value(to);
        Activations a = buffers.value(left);
        Activations b = buffers.value(right);
        if (sum != a && sum != b) {
            addRows(forward, sum, (tile, from, end) -> sum.copyRows(a, tile, from, end));
        }
        Activations other = sum == b ? a : b;
        addSum(forward, other, sum);
    }

    private void addSum(Sections direction, Activations part, Activations sum) {
        addRows(direction, sum, (tile, from, end) -> Residual.add(part, sum, tile, from, end));
    }

    private void addRows(Sections direction, Activations to, Section.Op op) {
        add(direction, Cut.rows(to.features()), op);
    }

    /// Whether a value is a ReLU's, written over another.
    private boolean isRelu(int value, int from) {
        return value > 0
                && value <= network.nodes().size()
                && buffers.isInPlace(value)
                && network.nodes().get(value - 1) instanceof Node.Apply(Relu _, int read)
                && read == from;
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
                        gather(layer, from, n + 1);
                        if (buffers.isNeeded(from)) {
                            carryBack(layer, from, n + 1);
                        }
                    }
                    case Node.Join(_, int left, int right) -> {
                        split(left, n + 1);
                        split(right, n + 1);
                    }
                    case Node.Stack(_, List<Integer> parts) -> {
                        parts.forEach(part -> written[part] = true);
                        close(backward);
                    }
                }
            }
        }

        private void gather(Layer layer, int from, int to) {
            if (layer instanceof BatchLayer batch) {
                Activations in = buffers.value(from);
                Activations dOut = buffers.gradient(to);
                barrier(
                        Cut.backward(batch),
                        (tile, a, b) -> batch.gatherBack(in, dOut, tile, a, b),
                        batch::settleBack);
            }
        }

        /// Every reader of this value has had its turn.
        private void finish(int value) {
            Activations sum = buffers.gradient(value);
            List<Activations> rest = waiting.get(value);
            if (!rest.isEmpty()) {
                Activations first = rest.removeFirst();
                addRows(backward, sum, (tile, a, b) -> sum.copyRows(first, tile, a, b));
                addWaiting(value);
            }
        }

        private void addWaiting(int value) {
            Activations sum = buffers.gradient(value);
            for (Activations part : waiting.get(value)) {
                addSum(backward, part, sum);
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
                carryBack(layer, in, out, dOut, part);
                addSum(backward, part, dIn);
                return;
            }
            if (layer instanceof MergesRelu merging && isOnlyRelu(from)) {
                add(
                        backward,
                        Cut.NONE,
                        whole(tile -> merging.backwardRelu(in, out, dOut, dIn, tile)));
                done[from - 1] = true;
            } else {
                carryBack(layer, in, out, dOut, dIn);
            }
            written[from] = true;
            addWaiting(from);
        }

        private void carryBack(
                Layer layer, Activations in, Activations out, Activations dOut, Activations dIn) {
            if (layer instanceof DivisibleLayer cut) {
                add(
                        backward,
                        Cut.backward(cut),
                        (tile, a, b) -> cut.backward(in, out, dOut, dIn, tile, a, b));
            } else {
                add(backward, Cut.NONE, whole(tile -> layer.backward(in, out, dOut, dIn, tile)));
            }
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
                addSum(backward, sum, part);
            } else { // a layer that reads it too may write it first, which saves a copy
                waiting.get(value).add(sum);
            }
        }
    }
}
