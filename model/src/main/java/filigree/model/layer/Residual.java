package filigree.model.layer;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import filigree.model.matrix.Activations;
import java.lang.foreign.MemorySegment;

/// Where a branch comes back to the stream it left (He et al. 2016, arXiv:1512.03385): not a layer,
/// since it has two inputs, but what the owner of the buffers calls where two meet.
///
/// ```
/// forward:   y = x + branch(x)       add(x, branch's output), which thereby becomes y
/// backward:  dx = dy + what the branch carries back      the branch is given dy as it is, writes
///            dx, then add(dy, dx)
/// ```
public final class Residual {
    private Residual() {}

    /// `to = to + from`, one tile.
    ///
    /// @param from `[features, columns]`, only read
    /// @param to same size, that tile changed
    public static void add(Activations from, Activations to, int tile) {
        add(from, to, tile, 0, to.features());
    }

    /// The same for some features.
    ///
    /// @param first of the features
    /// @param end one past the last
    public static void add(Activations from, Activations to, int tile, int first, int end) {
        if (from.features() != to.features() || from.columns() != to.columns()) {
            throw new IllegalArgumentException(
                    "[%d, %d] meets [%d, %d]"
                            .formatted(
                                    from.features(), from.columns(), to.features(), to.columns()));
        }
        MemorySegment x = from.memory();
        MemorySegment y = to.memory();
        long last = TileRows.at(to, tile, end);
        for (long b = TileRows.at(to, tile, first); b < last; b += Float.BYTES) {
            y.set(JAVA_FLOAT, b, y.get(JAVA_FLOAT, b) + x.get(JAVA_FLOAT, b));
        }
    }
}
