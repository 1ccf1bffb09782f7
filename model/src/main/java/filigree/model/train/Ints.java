package filigree.model.train;

/// Whole numbers copied out of the training state: immutable, free to share between threads.
public final class Ints {
    private final int[] values;

    private Ints(int[] values) {
        this.values = values;
    }

    public static Ints copyOf(int[] values) {
        return new Ints(values.clone());
    }

    public int size() {
        return values.length;
    }

    public int get(int index) {
        return values[index];
    }
}
