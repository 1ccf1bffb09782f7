package filigree.model.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Labelled images of one size, or rows of numbers, which then count as images one pixel high, or
/// sequences of tokens, which do too. Immutable.
///
/// Pixels are unsigned bytes from 0 to [#maximum], image after image; inside an image row by row,
/// channels first: feature `(c * height + y) * width + x`. Numbers that do not fit into bytes stand
/// beside them in [#numbers]; the pixels are then only what a view shows.
///
/// An image is one column of a batch, and has one class. A sequence is [#columns] of them, one a
/// token, each with a class of its own: the token after it. What fills a column is an *item*:
/// column t of example n is item `n * columns + t`. Sequences have no pixels.
public final class Dataset {
    private final String id;
    private final ImageShape shape;
    private final int classes;
    private final int maximum;
    private final byte[] pixels;
    private final byte[] labels;
    private final List<String> classNames;
    private final float[] numbers;
    private final Optional<TokenSequences> text;

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

    private Dataset(String id, TokenSequences text) {
        this.id = id;
        this.shape = new ImageShape(1, text.length(), 1);
        this.classes = text.vocabulary().size();
        this.maximum = 1;
        this.pixels = new byte[0];
        this.labels = new byte[0];
        this.classNames = List.of();
        this.numbers = new float[0];
        this.text = Optional.of(text);
    }

    /// A part of a text.
    static Dataset ofText(String id, TokenSequences text) {
        return new Dataset(id, text);
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
        this.text = Optional.empty();
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

    /// Number of images, or of sequences.
    public int examples() {
        return text.map(TokenSequences::count).orElse(labels.length);
    }

    /// Columns of a batch that one example fills: 1, or the tokens of a sequence.
    public int columns() {
        return text.map(TokenSequences::length).orElse(1);
    }

    /// The tokens; empty where the examples are images or numbers.
    public Optional<Vocabulary> vocabulary() {
        return text.map(TokenSequences::vocabulary);
    }

    /// Whether examples are sequences of tokens.
    public boolean isText() {
        return text.isPresent();
    }

    /// Returns the token of an item of a text.
    ///
    /// @throws java.util.NoSuchElementException if this is no text
    public int token(int item) {
        return text.orElseThrow().token(item);
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
        if (text.isPresent()) {
            return Optional.of(text.get().vocabulary().label(n));
        }
        return classNames.isEmpty() ? Optional.empty() : Optional.of(classNames.get(n));
    }

    /// Names of all classes that the data brings along; none where [#classKey] says them.
    public List<String> classNames() {
        return text.isEmpty()
                ? classNames
                : IntStream.range(0, classes).mapToObj(text.get().vocabulary()::label).toList();
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

    /// Returns the class of one item, 0 to `classes - 1`; an image is one.
    public int label(int item) {
        return text.isPresent() ? text.get().token(item + 1) : Byte.toUnsignedInt(labels[item]);
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
