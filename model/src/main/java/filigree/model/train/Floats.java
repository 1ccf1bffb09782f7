package filigree.model.train;

/// Numbers copied out of the training state: immutable, free to share between threads.
public final class Floats {
    private static final Floats NONE = new Floats(new float[0]);

    private final float[] values;

    private Floats(float[] values) {
        this.values = values;
    }

    public static Floats none() {
        return NONE;
    }

    public static Floats copyOf(float[] values) {
        return new Floats(values.clone());
    }

    /// Takes over an array that nobody else will write to.
    static Floats owning(float[] values) {
        return new Floats(values);
    }

    public int size() {
        return values.length;
    }

    public float get(int index) {
        return values[index];
    }
}
