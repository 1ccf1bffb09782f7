package filigree.model.network;

import filigree.model.kernel.Tiles;
import filigree.model.layer.Flatten;
import filigree.model.layer.Layer;
import filigree.model.layer.Relu;
import filigree.model.matrix.Activations;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// The memory of each value of a network and of its gradient. A value is written over where nobody
/// reads it any more, backward passes included.
final class Buffers {
    private final Network network;
    private final List<Integer> over = new ArrayList<>(); // the value whose memory it takes, or -1
    private final List<Boolean> needed = new ArrayList<>(); // whether a parameter lies before it
    private final List<Activations> values = new ArrayList<>();
    private final List<Activations> gradients = new ArrayList<>();

    /// @param columns examples of the batch
    /// @param train whether gradients have memory; without it only that of the output has
    Buffers(Network network, int columns, boolean train) {
        this.network = network;
        share();
        var memory = new Memory(columns, train);
        Map<Integer, Activations> placed = new TreeMap<>(); // stacks and their parts, by value
        for (int n = 0; n < network.nodes().size(); n++) {
            if (network.nodes().get(n) instanceof Node.Stack stack) {
                placed.put(n + 1, new Activations(network.size(n + 1), columns));
                place(stack, n + 1, placed);
            }
        }
        for (int v = 0; v < over.size(); v++) {
            Activations own = placed.get(v);
            if (own == null) {
                own =
                        over.get(v) >= 0
                                ? values.get(over.get(v))
                                : memory.take(network.size(v), lastUse(v));
            }
            values.add(own);
            memory.release(v - 1);
        }
        gradients.addAll(values); // nobody asks for dL/dinput: no memory for it
        Map<Integer, Activations> parts = new TreeMap<>();
        int last = values.size() - 1;
        for (int v = last; v >= 0; v--) {
            Activations part = parts.get(v);
            if (part != null) {
                gradients.set(v, part);
            } else if (v == last || (train && needed.get(v))) {
                gradients.set(v, gradientOf(v, columns));
            }
            if (v > 0 && network.nodes().get(v - 1) instanceof Node.Stack stack) {
                parts.put(v, gradients.get(v));
                place(stack, v, parts);
            }
        }
    }

    /// Gives each part of a stack its rows.
    private void place(Node.Stack stack, int value, Map<Integer, Activations> memory) {
        Activations whole = Objects.requireNonNull(memory.get(value));
        int row = 0;
        for (int part : stack.parts()) {
            memory.put(part, whole.rows(row, network.size(part)));
            row += network.size(part);
        }
    }

    /// All memory together; the parts of a stack lie in it.
    long bytes() {
        Set<Activations> all = Collections.newSetFromMap(new IdentityHashMap<>());
        all.addAll(values);
        all.addAll(gradients);
        return all.stream()
                .filter(a -> a.tileBytes() == a.features() * Tiles.ROW_BYTES)
                .mapToLong(a -> a.tiles() * a.tileBytes())
                .sum();
    }

    Activations value(int value) {
        return values.get(value);
    }

    /// dL/dvalue; where that is not [#isNeeded], any memory.
    Activations gradient(int value) {
        return gradients.get(value);
    }

    /// Whether some parameter's gradient depends on that of this value.
    boolean isNeeded(int value) {
        return needed.get(value);
    }

    /// Whether the node that writes this value does so over the one it reads.
    boolean isInPlace(int value) {
        return over.get(value) >= 0;
    }

    private void share() {
        List<Boolean> kept = new ArrayList<>(List.of(false)); // whether a layer reads its output
        over.add(-1);
        needed.add(false);
        for (Node node : network.nodes()) {
            switch (node) {
                case Node.Apply(Layer layer, int from) -> {
                    boolean shares = isLastReader(from) && mayWriteOver(layer, kept.get(from));
                    over.add(shares ? from : -1);
                    kept.add(layer.readsOutput() || (shares && kept.get(from)));
                    needed.add(needed.get(from) || !layer.parameters().isEmpty());
                }
                case Node.Join(_, int left, int right) -> {
                    boolean onLeft = left > 0 && isLastReader(left) && !kept.get(left);
                    boolean onRight = right > 0 && isLastReader(right) && !kept.get(right);
                    over.add(onLeft ? left : onRight ? right : -1);
                    kept.add(false);
                    needed.add(needed.get(left) || needed.get(right));
                }
                case Node.Stack(_, List<Integer> parts) -> {
                    over.add(-1);
                    kept.add(parts.stream().anyMatch(kept::get));
                    needed.add(parts.stream().anyMatch(needed::get));
                }
            }
        }
    }

    /// A layer with parameters does not: their gradient is computed when all others have written
    /// theirs.
    private static boolean mayWriteOver(Layer layer, boolean kept) {
        boolean harmless = layer instanceof Relu || layer instanceof Flatten;
        return layer.worksInPlace() && layer.parameters().isEmpty() && (!kept || harmless);
    }

    private boolean isLastReader(int value) {
        return readers(value).size() == 1 && !isTwiceIn(value);
    }

    /// The nodes that read a value, first one first.
    private List<Integer> readers(int value) {
        List<Integer> readers = new ArrayList<>();
        for (int n = 0; n < network.nodes().size(); n++) {
            if (network.nodes().get(n).reads(value)) {
                readers.add(n);
            }
        }
        return readers;
    }

    private boolean isTwiceIn(int value) {
        return network.nodes().stream()
                .anyMatch(n -> n instanceof Node.Join(_, int l, int r) && l == value && r == value);
    }

    /// Later gradients have their memory already.
    private Activations gradientOf(int value, int columns) {
        if (isLastReader(value)) {
            int reader = readers(value).getFirst();
            boolean same =
                    switch (network.nodes().get(reader)) {
                        case Node.Apply _ -> over.get(reader + 1) == value;
                        // what joins gets the sum's gradient as it is, unless it would change it
                        case Node.Join _ -> !isChangedInPlace(value);
                        case Node.Stack _ -> false; // its part of the stack's
                    };
            if (same) {
                return gradients.get(reader + 1);
            }
        }
        return new Activations(network.size(value), columns);
    }

    /// The last node that needs what value `v` or those written over it hold; beyond all nodes for
    /// the input and the output, which others see.
    private int lastUse(int v) {
        boolean seen = v == 0 || v == over.size() - 1;
        int last = seen ? Integer.MAX_VALUE : readers(v).getLast();
        for (int w = v + 1; w < over.size(); w++) {
            last = over.get(w) == v ? Math.max(last, lastUse(w)) : last;
        }
        return last;
    }

    /// Gives out memory. What only goes forward gets that of values that nobody reads any more.
    private static final class Memory {
        private final int columns;
        private final boolean keeps;
        private final Map<Integer, List<Activations>> until = new TreeMap<>(); // by last node
        private final Map<Integer, Deque<Activations>> free = new TreeMap<>(); // by features

        Memory(int columns, boolean keeps) {
            this.columns = columns;
            this.keeps = keeps;
        }

        Activations take(int features, int lastUse) {
            Deque<Activations> ready = free.computeIfAbsent(features, _ -> new ArrayDeque<>());
            Activations taken = ready.isEmpty() ? new Activations(features, columns) : ready.pop();
            until.computeIfAbsent(lastUse, _ -> new ArrayList<>()).add(taken);
            return taken;
        }

        /// A node has run.
        void release(int node) {
            if (!keeps && until.containsKey(node)) {
                for (Activations a : until.get(node)) {
                    free.computeIfAbsent(a.features(), _ -> new ArrayDeque<>()).push(a);
                }
            }
        }
    }

    private boolean isChangedInPlace(int value) {
        return value == 0
                || (over.get(value) >= 0 && network.nodes().get(value - 1) instanceof Node.Apply);
    }
}
