package filigree.model.topology;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// A block of one layer's weights as parallel arrays: all that a scorer sees. Entries come in
/// ascending flat index. The block and its arrays are reused: read them and let them go.
public final class Entries {
    final long[] index;
    final int[] position; // in the matrix's arrays, or -1: an inactive weight in sparse storage
    final Map<Signal, float[]> signals = new LinkedHashMap<>();
    int size;
    private final float[] scores;
    private final boolean inverted;

    /// @param capacity most entries it can hold
    /// @param wanted signals to have
    /// @param inverted whether scores are negated
    Entries(int capacity, Set<Signal> wanted, boolean inverted) {
        this.inverted = inverted;
        index = new long[capacity];
        position = new int[capacity];
        scores = new float[capacity];
        for (Signal signal : wanted) {
            signals.put(signal, new float[capacity]);
        }
    }

    /// Whether a signal stands in the matrix's arrays, so that positions are asked for.
    boolean readsStored() {
        return signals.keySet().stream()
                .anyMatch(s -> s instanceof Signal.Slot || s == Signal.WEIGHT);
    }

    public int size() {
        return size;
    }

    /// Flat index of entry k: `row * columns + column`.
    public long index(int k) {
        return index[k];
    }

    /// Returns a signal of every entry, length at least [#size()].
    ///
    /// @throws IllegalArgumentException if the scorer did not declare it
    public float[] get(Signal signal) {
        float[] array = signals.get(signal);
        if (array == null) {
            throw new IllegalArgumentException("the scorer reads " + signal + ", not declared");
        }
        return array;
    }

    /// Returns the score of every entry, length at least [#size()].
    float[] scoredBy(Scorer scorer) {
        scorer.score(this, scores);
        for (int k = 0; inverted && k < size; k++) {
            scores[k] = -scores[k];
        }
        return scores;
    }
}
