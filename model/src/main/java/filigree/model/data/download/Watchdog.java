package filigree.model.data.download;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Notices that nothing arrives any more, which a connection alone never says.
final class Watchdog implements AutoCloseable {
    private final AtomicLong arrived = new AtomicLong();
    private final Thread thread;
    private volatile boolean barked;

    /// @param patience after between one and two of these without a byte, it barks once
    /// @param bark on a thread of its own
    Watchdog(Duration patience, Runnable bark) {
        this.thread =
                Thread.ofVirtual()
                        .name("watchdog")
                        .start(() -> {
                            try {
                                long before = -1;
                                while (before != arrived.get()) {
                                    before = arrived.get();
                                    Thread.sleep(patience);
                                }
                                barked = true;
                                bark.run();
                            } catch (InterruptedException _) {
                                // close() interrupts: that is the end
                            }
                        });
    }

    void arrived(int bytes) {
        arrived.addAndGet(bytes);
    }

    boolean hasBarked() {
        return barked;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
