package filigree.model.data;

import java.util.List;
import java.util.Optional;

/// Labelled images of one size, or rows of numbers, which then count as images one pixel high.
/// Immutable.
///
/// Pixels are unsigned bytes from 0 to [#maximum], image after image; inside an image row by row,
/// channels first: feature `(c * height + y) * width + x`. Numbers that do not fit into bytes stand
/// beside them in [#numbers]; the pixels are then only what a view shows.
public final class Dataset {
    private final String id;
    private final ImageShape shape;
    private final int classes;
    private final int maximum;
    private final byte[] pixels;
    private final byte[] labels;
    private final List<String> classNames;
    private final float[] numbers;

    /// Creates a data set.
    ///
    /// @param id names the words for its classes, for example `fashion-mnist`
    /// @param classes number of classes, at most 256
    /// @param maximum largest pixel value there can be, 1 to 255
    /// @param pixels `[examples][features]`; owned by this object from now on
    /// @param labels one a picture, 0 to `classes - 1`; owned by this object from now on
    /// @throws IllegalArgumentException if the sizes do not fit or a label or pixel is out of range
    public Dataset(
            String id, ImageShape shape, int classes, int maximum, byte[] pixels, byte[] labels) {
        this(id, shape, classes, maximum, pixels, labels, List.of(), new float[0]);
    }

    private Dataset(
            String id,
            ImageShape shape,
            int classes,
            int maximum,
            byte[] pixels,
            byte[] labels,
            List<String> classNames,
            float[] numbers) {
        if (maximum < 1 || maximum > 255 || classes < 1 || classes > 256) {
            throw new IllegalArgumentException(classes + " classes, maximum " + maximum);
        }
        if ((long) labels.length * shape.features() != pixels.length) {
            throw new IllegalArgumentException(
                    labels.length + " labels and " + pixels.length + " pixels of " + shape);
        }
        if (!classNames.isEmpty() && classNames.size() != classes) {
            throw new IllegalArgumentException(classes + " classes, names " + classNames);
        }
        if (numbers.length != 0 && numbers.length != pixels.length) {
            throw new IllegalArgumentException(numbers.length + " numbers");
        }
        checkRange(labels, classes - 1, "label");
        checkRange(pixels, maximum, "pixel");
        this.id = id;
        this.shape = shape;
        this.classes = classes;
        this.maximum = maximum;
        this.pixels = pixels;
        this.labels = labels;
        this.classNames = classNames;
        this.numbers = numbers;
    }

    /// Returns the same with names for its classes, where they are data and no words of ours.
    ///
    /// @param names one a class
    public Dataset withClassNames(List<String> names) {
        return new Dataset(
                id, shape, classes, maximum, pixels, labels, List.copyOf(names), numbers);
    }

    /// Returns the same with exact numbers, which a network reads instead of the pixels.
    ///
    /// @param exact `[examples][features]`, finite; owned by the returned object from now on
    public Dataset withNumbers(float[] exact) {
        return new Dataset(id, shape, classes, maximum, pixels, labels, classNames, exact);
    }

    private static void checkRange(byte[] values, int maximum, String what) {
        for (int i = 0; i < values.length; i++) {
            if (Byte.toUnsignedInt(values[i]) > maximum) {
                throw new IllegalArgumentException(
                        what + " " + i + " is " + Byte.toUnsignedInt(values[i]));
            }
        }
    }

    public String id() {
        return id;
    }

    /// Number of images.
    public int examples() {
        return labels.length;
    }

    public ImageShape shape() {
        return shape;
    }

    /// Number of values of one image.
    public int features() {
        return shape.features();
    }

    /// Number of classes.
    public int classes() {
        return classes;
    }

    /// Name of a class that the data brings along; empty where [#classKey] says it.
    ///
    /// @param n class, 0 to `classes - 1`
    public Optional<String> className(int n) {
        return classNames.isEmpty() ? Optional.empty() : Optional.of(classNames.get(n));
    }

    /// Key of the name of a class in the core's bundle.
    ///
    /// @param n class, 0 to `classes - 1`
    public String classKey(int n) {
        return "data." + id + ".class." + n;
    }

    /// Largest pixel value there can be.
    public int maximum() {
        return maximum;
    }

    /// Returns one value of one image, 0 to [#maximum].
    public int pixel(int example, int feature) {
        if (feature < 0 || feature >= features()) {
            throw new IndexOutOfBoundsException("feature " + feature + " of " + features());
        }
        return Byte.toUnsignedInt(pixels[example * features() + feature]);
    }

    /// Returns the class of one image, 0 to `classes - 1`.
    public int label(int example) {
        return Byte.toUnsignedInt(labels[example]);
    }

    /// Returns all pixels, `[examples][features]`, for loops that cannot afford a call a pixel: the
    /// array itself, which nobody may write to.
    public byte[] pixels() {
        return pixels;
    }

    /// Returns the exact numbers, `[examples][features]`, or an empty array where the pixels are
    /// exact: the array itself, which nobody may write to.
    public float[] numbers() {
        return numbers;
    }
}
