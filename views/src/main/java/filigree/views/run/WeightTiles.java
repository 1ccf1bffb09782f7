package filigree.views.run;

/// Where each of a row's weights lies in a picture of them: channels are tiles side by side, one
/// cell apart, in a nearly square arrangement.
///
/// @param channels tiles
/// @param height of a tile, in cells
/// @param width of a tile, in cells
/// @param across tiles in a line
public record WeightTiles(int channels, int height, int width, int across) {
    /// @param channels of `height` x `width` weights each, in that order
    public static WeightTiles of(int channels, int height, int width) {
        double side = Math.sqrt((double) channels * height / width);
        return new WeightTiles(channels, height, width, Math.clamp(Math.round(side), 1, channels));
    }

    /// Weights that have no place: line by line in one square.
    public static WeightTiles square(int weights) {
        int side = (int) Math.ceil(Math.sqrt(weights));
        return new WeightTiles(1, Math.ceilDiv(weights, side), side, 1);
    }

    /// Cells of the whole picture from left to right.
    public int columns() {
        return across * (width + 1) - 1;
    }

    /// Cells of the whole picture from top to bottom.
    public int rows() {
        return Math.ceilDiv(channels, across) * (height + 1) - 1;
    }

    /// The cell of a weight, row by row.
    ///
    /// @param weight column of the weight matrix
    public int cell(int weight) {
        int size = height * width;
        int channel = weight / size;
        int place = weight % size;
        int y = channel / across * (height + 1) + place / width;
        int x = channel % across * (width + 1) + place % width;
        return y * columns() + x;
    }
}
