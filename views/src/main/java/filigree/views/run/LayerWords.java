package filigree.views.run;

import filigree.model.data.Dataset;
import filigree.model.data.ImageShape;
import filigree.model.sparsity.LayerShape;
import filigree.model.train.Snapshot.LayerSnapshot;
import filigree.views.control.Numbers;
import java.util.List;

/// How rows and columns of one layer's weight matrix are called: neurons and inputs, or the filters
/// of a convolution and the places in their kernels.
public final class LayerWords {
    private final RunWords words;
    private final LayerShape shape;
    private final ImageShape image;
    private final boolean readsImage;
    private final boolean followsNeurons;

    private LayerWords(RunWords words, RunViewModel run, int index) {
        List<LayerSnapshot> layers = run.snapshot().layers();
        this.words = words;
        this.shape = layers.get(index).shape();
        Dataset data = run.facts().split().training().dataset();
        this.image = data.shape();
        this.readsImage =
                index == 0
                        && !isConvolution(shape)
                        && shape.columns() == image.features()
                        && data.vocabulary().isEmpty();
        this.followsNeurons =
                index > 0
                        && !isConvolution(shape)
                        && layers.get(index - 1).shape().out() == shape.in();
    }

    /// @param index of the layer among those with weights
    public static LayerWords of(RunWords words, RunViewModel run, int index) {
        return new LayerWords(words, run, Math.min(index, run.snapshot().layers().size() - 1));
    }

    public static boolean isConvolution(LayerShape shape) {
        return shape.kernelHeight() * shape.kernelWidth() > 1;
    }

    /// Whether its columns are the pixels of the input image.
    public boolean readsImage() {
        return readsImage;
    }

    /// `784 → 300`, or `20 → 50, 5 × 5`.
    public static String arrow(LayerShape shape) {
        String sizes = Numbers.count(shape.in()) + " → " + Numbers.count(shape.out());
        return isConvolution(shape) ? sizes + ", " + kernel(shape) : sizes;
    }

    private static String kernel(LayerShape shape) {
        return shape.kernelHeight() + " × " + shape.kernelWidth();
    }

    /// `300 neurons × 784 inputs`, or `50 filters × 20 channels of 5 × 5`.
    public String sizes() {
        String rows = Numbers.count(shape.rows());
        return isConvolution(shape)
                ? words.own().get("layer.filterSizes", rows, shape.in(), kernel(shape))
                : words.own().get("overview.sizes", rows, Numbers.count(shape.columns()));
    }

    /// `neuron 104`, or `filter 3`.
    public String unit(int row) {
        String key = isConvolution(shape) ? "layer.filter" : "inspector.neuron";
        return words.own().get(key, Numbers.count(row));
    }

    /// Where a weight reads: a pixel, a neuron, an input, or a place in the kernel of a channel.
    public String source(int column) {
        if (isConvolution(shape)) {
            int places = shape.kernelHeight() * shape.kernelWidth();
            int place = column % places;
            return words.own()
                    .get(
                            "layer.tap",
                            Numbers.count(column / places),
                            Numbers.count(place / shape.kernelWidth()),
                            Numbers.count(place % shape.kernelWidth()));
        }
        if (readsImage) {
            int pixel = column % (image.width() * image.height());
            return words.own()
                    .get(
                            "inspector.pixel",
                            Numbers.count(pixel / image.width()),
                            Numbers.count(pixel % image.width()));
        }
        String key = followsNeurons ? "inspector.neuron" : "layer.input";
        return words.own().get(key, Numbers.count(column));
    }

    /// What counts how many rows read a column.
    public String lookers() {
        return words.own().get(isConvolution(shape) ? "layer.filterLookers" : "inspector.lookers");
    }

    public String previous() {
        return words.own()
                .get(isConvolution(shape) ? "layer.previousFilter" : "inspector.previous");
    }

    public String next() {
        return words.own().get(isConvolution(shape) ? "layer.nextFilter" : "inspector.next");
    }

    /// What the picture of a row's weights shows.
    public String picture() {
        String key =
                readsImage
                        ? "inspector.onImage"
                        : isConvolution(shape) ? "layer.kernels" : "inspector.incoming";
        return words.own().get(key);
    }

    /// How a row's weights are laid out as a picture.
    public WeightTiles tiles() {
        if (isConvolution(shape)) {
            return WeightTiles.of(shape.in(), shape.kernelHeight(), shape.kernelWidth());
        }
        return readsImage
                ? WeightTiles.of(image.channels(), image.height(), image.width())
                : WeightTiles.square(shape.columns());
    }
}
