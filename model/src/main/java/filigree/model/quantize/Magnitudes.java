package filigree.model.quantize;

import filigree.model.matrix.WeightMatrix;

/// Order statistics of the magnitudes of active weights, without an allocation while their number
/// stays.
final class Magnitudes {
    private float[] numbers = {};
    private int count;

    /// Takes the active weights of some rows.
    ///
    /// @param below takes only those at most so large
    void take(WeightMatrix w, int from, int to, float below) {
        int[] starts = w.mask().rowStarts();
        if (numbers.length < starts[to] - starts[from]) {
            numbers = new float[starts[to] - starts[from]];
        }
        float[] values = w.values();
        count = 0;
        for (int i = from; i < to; i++) {
            for (int k = starts[i]; k < starts[i + 1]; k++) {
                float magnitude = Math.abs(values[w.position(i, k)]);
                if (magnitude <= below) {
                    numbers[count++] = magnitude;
                }
            }
        }
    }

    int count() {
        return count;
    }

    float get(int k) {
        return numbers[k];
    }

    float largest() {
        float largest = 0;
        for (int k = 0; k < count; k++) {
            largest = Math.max(largest, numbers[k]);
        }
        return largest;
    }

    double mean() {
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += numbers[k];
        }
        return count == 0 ? 0 : sum / count;
    }

    /// Returns the number that stands at a rank if they are sorted (Hoare's selection); reorders
    /// them.
    ///
    /// @param rank from 0
    float atRank(int rank) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            float pivot = numbers[(low + high) >>> 1];
            int i = low;
            int j = high;
            while (i <= j) {
                while (numbers[i] < pivot) {
                    i++;
                }
                while (numbers[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    float moved = numbers[i];
                    numbers[i++] = numbers[j];
                    numbers[j--] = moved;
                }
            }
            if (rank <= j) {
                high = j;
            } else if (rank >= i) {
                low = i;
            } else {
                return numbers[rank];
            }
        }
        return numbers[rank];
    }
}
