package filigree.model.kernel;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// Memory as the hot loops address it. A bounds check beside each load costs a fifth of a product,
/// so a kernel checks once what it is about to use, and then reads and writes addresses.
///
/// That is sound because the structures are: columns of a [PanelRows] or of a mask are less than
/// their number of columns. Where the program has no leave for native access
/// (`--enable-native-access`), or `-Dfiligree.checked=true` asks for it, each load is checked as
/// usual; the bits are the same.
final class Unchecked {
    private static final boolean ON =
            Unchecked.class.getModule().isNativeAccessEnabled()
                    && !Boolean.getBoolean("filigree.checked");
    private static final MemorySegment ALL = ON ? everything() : MemorySegment.NULL;

    private Unchecked() {}

    /// What to read offsets of [#at] from. The caller keeps `m` reachable meanwhile.
    ///
    /// Each compiled loop asks anew, even for what it was handed from here: only where C2 sees the
    /// constant does it leave out the checks.
    static MemorySegment memory(MemorySegment m) {
        return ON ? ALL : m;
    }

    /// Where `bytes` bytes from `offset` of `m` begin, seen from [#memory].
    ///
    /// @throws IndexOutOfBoundsException if they do not lie in it
    static long at(MemorySegment m, long offset, long bytes) {
        Objects.checkFromIndexSize(offset, bytes, m.byteSize());
        return ON ? m.address() + offset : offset;
    }

    @SuppressWarnings("restricted") // only with leave, see above
    private static MemorySegment everything() {
        return MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    }
}
