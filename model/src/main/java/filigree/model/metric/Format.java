package filigree.model.metric;

import java.util.Locale;

/// A way to store the weights of a layer, of n weights of which a are active, with values of b
/// bits.
public enum Format {
    /// All weights, zeros too: `ceil(b n / 8)`.
    DENSE,
    /// One bit a weight, then the active values: `ceil(n / 8) + ceil(b a / 8)`.
    BITMASK,
    /// Compressed sparse rows: an index a value, of 2 bytes up to 65,536 columns, else 4, and 4
    /// bytes a row and one more.
    CSR,
    /// The same, but a byte a value for the zeros since the one before in its row; where there are
    /// more than 255, a filling value 0 stands after each 255 (Han et al. 2016, arXiv:1510.00149,
    /// figure 2).
    CSR_DELTA,
    /// Compressed rows of blocks that have any active weight, each with all of its values; an index
    /// a block as in CSR, 4 bytes a row of blocks and one more. Blocks at the edge are filled up.
    BSR,
    /// At most N of each M consecutive weights of a row: `N n / M` values of b bits, each with its
    /// place of `ceil(log2 M)` bits.
    N_M,
    /// Lengths of the runs of inactive and of active weights in turn, row by row without a break,
    /// as LEB128 numbers of 7 bits a byte, then the active values.
    RUN_LENGTH;

    /// As files and bundles write it.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
