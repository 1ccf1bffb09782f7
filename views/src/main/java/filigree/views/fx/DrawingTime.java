package filigree.views.fx;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;

/// The clock that says what drawing costs.
///
/// Processor time of the calling thread, not time passed: while training keeps every core busy, the
/// JavaFX thread often waits for one, and that is no cost of drawing. (Under load a pulse of 9 ms
/// took 40 to 70 ms, and the governor held all pictures at their slowest.) Windows counts processor
/// time in steps of 16 ms, which is too coarse; there time passed stands in.
final class DrawingTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean FINE =
            THREADS.isCurrentThreadCpuTimeSupported()
                    && !System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");

    private DrawingTime() {}

    /// Only good for differences on one thread.
    static long nanos() {
        return FINE ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }
}
