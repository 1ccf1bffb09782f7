package filigree.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/// Watches the JavaFX thread for a while: how long each pulse keeps it, how many there are, and how
/// much of a core it and the render thread use. Start and stop it on the JavaFX thread.
final class FrameProbe {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    static final String FX = "JavaFX Application";
    private static final String RENDER = "QuantumRenderer";
    private static final Path SCHEDULED = Path.of("/proc/thread-self/schedstat"); // Linux

    private final List<Double> busyMillis = new ArrayList<>();
    private final List<Double> cpuMillis = new ArrayList<>();
    private final List<Double> coreless = new ArrayList<>();
    private final List<Double> waitMillis = new ArrayList<>();
    private final AtomicInteger pictures = new AtomicInteger();
    private long began;
    private long ended;
    private long pulses;
    private double fxShare;
    private double renderShare;
    private volatile boolean probing;

    private final AnimationTimer timer =
            new AnimationTimer() {
                @Override
                public void handle(long now) {
                    if (!probing) {
                        return;
                    }
                    pulses++;
                    long queued = queuedNanos(); // outside of what is timed
                    long start = System.nanoTime();
                    long cpu = THREADS.getCurrentThreadCpuTime();
                    // runs when this pulse, its layout and the hand-over to the renderer are done
                    Platform.runLater(() -> {
                        busyMillis.add((System.nanoTime() - start) / 1e6);
                        cpuMillis.add((THREADS.getCurrentThreadCpuTime() - cpu) / 1e6);
                        coreless.add((queuedNanos() - queued) / 1e6);
                    });
                }
            };

    /// Starts the timer: before the window's own, so that it is called first.
    void arm() {
        timer.start();
    }

    void begin() {
        began = System.nanoTime();
        fxShare = -cpuSeconds(FX);
        renderShare = -cpuSeconds(RENDER);
        probing = true;
        Thread.ofPlatform()
                .daemon()
                .name("probe")
                .start(() -> {
                    while (probing) {
                        long asked = System.nanoTime();
                        Platform.runLater(() -> waitMillis.add((System.nanoTime() - asked) / 1e6));
                        try {
                            Thread.sleep(37); // not in step with pulses
                        } catch (InterruptedException _) {
                            return;
                        }
                    }
                });
    }

    void end() {
        probing = false;
        ended = System.nanoTime();
        fxShare = (fxShare + cpuSeconds(FX)) / seconds();
        renderShare = (renderShare + cpuSeconds(RENDER)) / seconds();
        timer.stop();
    }

    void countPicture() {
        if (probing) {
            pictures.incrementAndGet();
        }
    }

    double seconds() {
        return (ended - began) / 1e9;
    }

    double pulsesPerSecond() {
        return pulses / seconds();
    }

    double picturesPerSecond() {
        return pictures.get() / seconds();
    }

    /// Share of one core that the JavaFX thread takes.
    double fxShare() {
        return fxShare;
    }

    /// Share of one core that the renderer takes.
    double renderShare() {
        return renderShare;
    }

    /// Processor time of each pulse, which a busy neighbour does not lengthen.
    List<Double> cpuMillis() {
        return cpuMillis;
    }

    /// How long each pulse could have gone on and had no core, in milliseconds; 0 where the system
    /// does not tell. What else a pulse takes beyond processor time is waiting for other threads.
    List<Double> corelessMillis() {
        return coreless;
    }

    /// Nanoseconds that this thread has waited for a core so far.
    private static long queuedNanos() {
        try {
            return Long.parseLong(Files.readString(SCHEDULED).split(" ")[1]);
        } catch (IOException _) {
            return 0;
        }
    }

    List<Double> busyMillis() {
        return busyMillis;
    }

    List<Double> waitMillis() {
        return waitMillis;
    }

    static double cpuSeconds(String thread) {
        double sum = 0;
        for (var info : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (info != null && info.getThreadName().startsWith(thread)) {
                sum += Math.max(0, THREADS.getThreadCpuTime(info.getThreadId())) / 1e9;
            }
        }
        return sum;
    }
}
