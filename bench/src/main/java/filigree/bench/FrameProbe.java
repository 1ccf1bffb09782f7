package filigree.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/// Watches the JavaFX thread for a while: how long each pulse keeps it, how many there are, and
/// how much of a core it and the render thread use. Start and stop it on the JavaFX thread.
final class FrameProbe {
    private final List<Double> busyMillis = new ArrayList<>();
    private final List<Double> waitMillis = new ArrayList<>();
    private final AtomicInteger pictures = new AtomicInteger();
    private long began;
    private long ended;
    private long pulses;
    private long cpuBefore;
    private long cpuAfter;
    private volatile boolean probing;

    private final AnimationTimer timer =
            new AnimationTimer() {
                @Override
                public void handle(long now) {
                    if (!probing) {
                        return;
                    }
                    pulses++;
                    long start = System.nanoTime();
                    // runs when this pulse, its layout and the hand-over to the renderer are done
                    Platform.runLater(() -> busyMillis.add((System.nanoTime() - start) / 1e6));
                }
            };

    /// Starts the timer: before the window's own, so that it is called first.
    void arm() {
        timer.start();
    }

    void begin() {
        began = System.nanoTime();
        cpuBefore = cpuNanos();
        probing = true;
        Thread.ofPlatform()
                .daemon()
                .name("probe")
                .start(
                        () -> {
                            while (probing) {
                                long asked = System.nanoTime();
                                Platform.runLater(
                                        () ->
                                                waitMillis.add(
                                                        (System.nanoTime() - asked) / 1e6));
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
        cpuAfter = cpuNanos();
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

    /// Share of one core that drawing takes: JavaFX thread and renderer.
    double coreShare() {
        return (cpuAfter - cpuBefore) / 1e9 / seconds();
    }

    List<Double> busyMillis() {
        return busyMillis;
    }

    List<Double> waitMillis() {
        return waitMillis;
    }

    private static long cpuNanos() {
        var threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (var info : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (info != null
                    && (info.getThreadName().startsWith("JavaFX Application")
                            || info.getThreadName().startsWith("QuantumRenderer"))) {
                sum += Math.max(0, threads.getThreadCpuTime(info.getThreadId()));
            }
        }
        return sum;
    }
}
