package filigree.model.quantize;

/// What shares a scale.
public enum Granularity {
    /// All weights of a layer.
    PER_TENSOR,
    /// The weights of one output channel: a row.
    PER_CHANNEL;

    /// How many scales a matrix has.
    int units(int rows) {
        return this == PER_TENSOR ? 1 : rows;
    }

    /// Which scale a row has.
    int unit(int row) {
        return this == PER_TENSOR ? 0 : row;
    }

    /// The first row of a unit.
    int from(int unit) {
        return this == PER_TENSOR ? 0 : unit;
    }

    /// One past the last row of a unit.
    int to(int unit, int rows) {
        return this == PER_TENSOR ? rows : unit + 1;
    }
}
