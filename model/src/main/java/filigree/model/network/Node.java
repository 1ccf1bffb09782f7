package filigree.model.network;

import filigree.model.layer.Layer;
import java.util.List;

/// One step of a network's program: it reads earlier values and writes the value with its own
/// number. Node n writes value n + 1; value 0 is the network's input.
sealed interface Node {
    String name();

    /// Whether it reads this value.
    boolean reads(int value);

    /// A layer.
    ///
    /// @param from the value it reads
    record Apply(Layer layer, int from) implements Node {
        @Override
        public String name() {
            return layer.name();
        }

        @Override
        public boolean reads(int value) {
            return value == from;
        }
    }

    /// Where two branches meet: the sum of two values.
    record Join(String name, int left, int right) implements Node {
        @Override
        public boolean reads(int value) {
            return value == left || value == right;
        }
    }

    /// Values one below the other, first the rows of the first. They lie in its memory from the
    /// beginning, so that nothing is copied.
    record Stack(String name, List<Integer> parts) implements Node {
        public Stack {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean reads(int value) {
            return parts.contains(value);
        }
    }
}
