package filigree.model.topology;

import java.util.List;

/// How long ago the active connections grew, over all layers.
///
/// @param mean in steps; 0 if there are none
/// @param median in steps; of the two in the middle the lower one
public record ConnectionAges(double mean, long median) {
    private static final int DIGIT = 1 << 11;

    /// @param step now
    static ConnectionAges of(List<TopologyHistory> histories, long step) {
        long sum = 0;
        long n = 0;
        for (TopologyHistory history : histories) {
            for (int born : history.born()) {
                sum += step - born;
            }
            n += history.born().length;
        }
        return n == 0
                ? new ConnectionAges(0, 0)
                : new ConnectionAges((double) sum / n, ofRank(histories, step, (n + 1) / 2));
    }

    /// Digit by digit: counts how many have each value of the next one.
    ///
    /// @param rank from 1, the youngest
    private static long ofRank(List<TopologyHistory> histories, long step, long rank) {
        int age = 0; // of the one sought; its lower digits are not known yet
        int known = 0; // bits that are
        long left = rank;
        for (int shift : new int[] {22, 11, 0}) {
            int[] counts = new int[DIGIT];
            for (TopologyHistory history : histories) {
                for (int born : history.born()) {
                    int one = (int) (step - born);
                    if ((one & known) == age) {
                        counts[(one >>> shift) & (DIGIT - 1)]++;
                    }
                }
            }
            int digit = 0;
            while (counts[digit] < left) {
                left -= counts[digit++];
            }
            age |= digit << shift;
            known |= (DIGIT - 1) << shift;
        }
        return age;
    }
}
