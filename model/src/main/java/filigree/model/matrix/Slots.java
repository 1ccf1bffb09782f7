package filigree.model.matrix;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The buffers an optimizer keeps for one weight matrix, by name: `momentum`, `variance`, …
///
/// All have the length and layout of [WeightMatrix#values()]. Kept here and not in the optimizer,
/// so that a checkpoint can save them, a topology update can move them, and a live change of
/// learning rate can keep them, none of them knowing the optimizer.
public final class Slots {
    private final Map<String, float[]> arrays = new TreeMap<>();
    private int length;

    Slots(int length) {
        this.length = length;
    }

    /// Returns the live buffer, all zero when first asked for. A topology update replaces it, so
    /// ask anew each step.
    public float[] get(String name) {
        float[] array = arrays.get(name);
        if (array == null) { // a lambda to make it would be an object each time
            array = new float[length];
            arrays.put(name, array);
        }
        return array;
    }

    /// Names of the buffers there are, ascending.
    public Set<String> names() {
        return Collections.unmodifiableSet(arrays.keySet());
    }

    /// Replaces each buffer by `gathered(buffer, positions)`.
    void gather(int[] positions) {
        length = positions.length;
        arrays.replaceAll((_, array) -> gathered(array, positions));
    }

    /// Returns `moved[k] = array[positions[k]]`, and 0 where the position is -1.
    static float[] gathered(float[] array, int[] positions) {
        float[] moved = new float[positions.length];
        for (int k = 0; array.length > 0 && k < positions.length; k++) {
            int there = ~(positions[k] >> 31); // a branch could not be foreseen
            int bits = Float.floatToRawIntBits(array[positions[k] & there]);
            moved[k] = Float.intBitsToFloat(bits & there);
        }
        return moved;
    }
}
