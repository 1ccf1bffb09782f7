package filigree.model.report;

/// How the inputs of a network lie in a picture: channel after channel, rows from the top.
///
/// @param channels whose connections are added up
record ImageSize(int width, int height, int channels) {
    /// A square picture if the number of inputs allows one, of one channel or three; else a strip.
    static ImageSize of(int inputs) {
        for (int channels : new int[] {1, 3}) {
            int side = (int) Math.round(Math.sqrt((double) inputs / channels));
            if (side * side * channels == inputs) {
                return new ImageSize(side, side, channels);
            }
        }
        return new ImageSize(inputs, 1, 1);
    }
}
