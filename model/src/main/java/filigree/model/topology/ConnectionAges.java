package filigree.model.topology;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How long ago the active connections grew, over all layers.
///
/// @param mean in steps; 0 if there are none
/// @param median in steps; of the two in the middle the lower one
public record ConnectionAges(double mean, long median) {
    /// @param step now
    static ConnectionAges of(List<TopologyHistory> histories, long step) {
        var counts = new TreeMap<Long, Long>(); // as many entries as there were updates, at most
        double sum = 0;
        long n = 0;
        for (TopologyHistory history : histories) {
            int[] born = history.born();
            for (int from = 0; from < born.length; ) {
                int to = from + 1;
                while (to < born.length && born[to] == born[from]) {
                    to++;
                }
                long age = step - born[from];
                counts.merge(age, (long) (to - from), Long::sum);
                sum += (double) age * (to - from);
                n += to - from;
                from = to;
            }
        }
        long seen = 0;
        for (Map.Entry<Long, Long> of : counts.entrySet()) {
            seen += of.getValue();
            if (2 * seen >= n) {
                return new ConnectionAges(sum / n, of.getKey());
            }
        }
        return new ConnectionAges(0, 0);
    }
}
