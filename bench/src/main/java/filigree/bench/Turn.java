package filigree.bench;

import java.util.ArrayList;
import java.util.List;

/// What takes its turn in each round, so that a busy minute of the machine meets all of them.
class Turn {
    /// Milliseconds, one a round that counted.
    final List<Double> medians = new ArrayList<>();

    /// Does the same several times.
    ///
    /// @param counts whether the median is kept; if not, it is to warm up
    final void time(int times, boolean counts, Runnable work) {
        time(times, 1, counts, work);
    }

    /// Does the same several times.
    ///
    /// @param together how many of them are timed as one, beginning with the first
    /// @param counts whether the median is kept; if not, it is to warm up
    final void time(int times, int together, boolean counts, Runnable work) {
        double[] millis = new double[Math.ceilDiv(times, together)];
        for (int i = 0; i < millis.length; i++) {
            long start = System.nanoTime();
            for (int k = 0; k < together; k++) {
                work.run();
            }
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        if (counts) {
            medians.add(new Sample(millis).median()); // leaves validation out
        }
    }

    /// A peer's threads go on spinning for a moment, which is not ours to pay.
    static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
