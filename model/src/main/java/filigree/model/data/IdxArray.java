package filigree.model.data;

/// An array of unsigned bytes as an IDX file holds it.
final class IdxArray {
    private final int[] shape;
    private final byte[] values;
    private final String checksum;

    /// @param shape first dimension slowest; owned by this object
    /// @param values as many as `shape` says; owned by this object
    /// @param checksum SHA-256 of the whole unpacked file
    IdxArray(int[] shape, byte[] values, String checksum) {
        this.shape = shape;
        this.values = values;
        this.checksum = checksum;
    }

    int dimension(int i) {
        return shape[i];
    }

    /// The values themselves, not a copy: hand them on, do not write.
    byte[] values() {
        return values;
    }

    /// Returns the same values with another checksum, as that of the archive they were in.
    IdxArray withChecksum(String other) {
        return new IdxArray(shape, values, other);
    }

    String checksum() {
        return checksum;
    }
}
