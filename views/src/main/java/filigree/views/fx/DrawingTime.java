package filigree.views.fx;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;

/// The clocks that say what drawing costs.
///
/// Processor time, not time passed: while training keeps every core busy, a thread often waits for
/// one, and that is no cost of drawing. (Under load a pulse of 9 ms took 40 to 70 ms, and the
/// governor held all pictures at their slowest.) Windows counts processor time in steps of 16 ms,
/// which is too coarse; there time passed stands in.
final class DrawingTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean FINE =
            THREADS.isCurrentThreadCpuTimeSupported()
                    && !System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");

    private final OptionalLong renderer = FINE ? findRenderer() : OptionalLong.empty();

    /// The toolkit's thread has no other mark than its name.
    private static OptionalLong findRenderer() {
        return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(Objects::nonNull)
                .filter(info -> info.getThreadName().startsWith("QuantumRenderer"))
                .mapToLong(ThreadInfo::getThreadId)
                .findFirst();
    }

    /// Of the calling thread; only good for differences.
    static long here() {
        return FINE ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }

    /// Of the thread that paints what the JavaFX thread hands over; only good for differences, and
    /// always 0 where that is not known.
    long renderer() {
        return renderer.isPresent() ? THREADS.getThreadCpuTime(renderer.getAsLong()) : 0;
    }
}
