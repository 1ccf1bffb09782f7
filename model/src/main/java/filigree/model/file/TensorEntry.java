package filigree.model.file;

import java.util.List;

/// What the header of a safetensors file says about one tensor.
///
/// @param name unique in its file
/// @param type of an element
/// @param shape at most eight dimensions, each at least 0; empty for a single number
/// @param begin first byte, counted from the start of the data section
/// @param end byte after the last
public record TensorEntry(String name, DType type, List<Long> shape, long begin, long end) {
    public TensorEntry {
        shape = List.copyOf(shape);
    }

    /// Number of elements.
    public long size() {
        return (end - begin) * 8 / type.bits();
    }
}
