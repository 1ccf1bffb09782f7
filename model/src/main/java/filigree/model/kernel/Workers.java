package filigree.model.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A few threads that share the tasks of one fork-join after another; the caller is one of them.
///
/// Tasks are taken one by one, so a thread held up by a neighbour (the window's, say) takes fewer,
/// and nobody waits for a thread that has taken none. Which thread runs a task must not matter to
/// its result. A waiting thread spins for some microseconds, then parks: on two cores longer
/// spinning costs the window more than it gains. Nothing is allocated per fork-join.
public final class Workers implements AutoCloseable {
    private static final int SPINS = 2_000;
    private static final long WAIT_NANOS = 20_000;
    private static final int BITS = 20;
    private static final long LOW = (1L << BITS) - 1;

    /// Most tasks of one fork-join.
    public static final int MAX_TASKS = (int) LOW;

    /// One numbered piece of work.
    @FunctionalInterface
    public interface Task {
        void run(int index);
    }

    private final List<Helper> helpers = new ArrayList<>();
    // round number | tasks in it | next one to take: one word, so a late thread can never take a
    // task of a round that is over
    private final AtomicLong ticket = new AtomicLong();
    private final AtomicInteger done = new AtomicInteger();
    private volatile boolean closed;
    private volatile Room room = new Room(System.nanoTime(), System.nanoTime(), 0);
    private volatile @Nullable Throwable failure;
    private Task work = _ -> {}; // published by the write to `ticket`

    /// @param threads how many work, the caller included; at least 1
    public Workers(int threads) {
        for (int i = 1; i < threads; i++) {
            helpers.add(new Helper(i));
        }
    }

    /// Returns how many threads work, the caller included.
    public int threads() {
        return helpers.size() + 1;
    }

    /// Leaves a core to somebody else for `nanos`, beginning `delay` nanoseconds from now:
    /// meanwhile only the caller of [#run] works.
    ///
    /// A fork-join lasts as long as its slowest thread. When another thread needs a core for some
    /// milliseconds, sharing all cores with it would hold up both; and a thread that wakes up where
    /// every core is busy may wait some milliseconds for one, so the core should be free before.
    /// May be called from any thread. A call that begins now replaces all others, and with 0 ends
    /// them; one that begins later leaves what is under way as it is.
    public void makeRoom(long delay, long nanos) {
        long now = System.nanoTime();
        long begin = now + delay;
        room =
                delay <= 0
                        ? new Room(now + nanos, now, 0)
                        : new Room(now + Math.max(0, room.left(now)), begin, nanos);
    }

    /// Returns how much longer a core is to be left, in nanoseconds; at most 0 if none is.
    private long room() {
        return room.left(System.nanoTime());
    }

    /// Two times in which a core is left: one under way, one to come. Instants may wrap around.
    private record Room(long until, long begin, long nanos) {
        long left(long now) {
            long since = now - begin;
            long left = until - now;
            return since >= 0 ? Math.max(left, nanos - since) : left;
        }
    }

    /// Runs tasks 0 … count - 1 and returns when all are done. Only one thread may call this.
    ///
    /// @param count at most [#MAX_TASKS]
    public void run(int count, Task task) {
        if (count <= 1 || helpers.isEmpty()) {
            for (int i = 0; i < count; i++) {
                task.run(i);
            }
            return;
        }
        if (count > MAX_TASKS) {
            throw new IllegalArgumentException(count + " tasks, at most " + MAX_TASKS);
        }
        work = task;
        done.set(0);
        long round = (ticket.get() >>> (2 * BITS)) + 1;
        ticket.set((round << (2 * BITS)) | ((long) count << BITS));
        if (room() <= 0) {
            for (int h = 0; h < helpers.size(); h++) { // an iterator would be an object a round
                helpers.get(h).wake();
            }
        }
        takeTasks(false);
        for (int spins = 0; done.get() < count; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(WAIT_NANOS); // the last task's thread lost its core: let it
            }
        }
        rethrow();
    }

    private boolean hasTasks() {
        long t = ticket.get();
        return (t & LOW) < ((t >>> BITS) & LOW);
    }

    private void takeTasks(boolean helps) {
        long t = ticket.get();
        while ((t & LOW) < ((t >>> BITS) & LOW) && (!helps || room() <= 0)) {
            if (ticket.compareAndSet(t, t + 1)) {
                try {
                    work.run((int) (t & LOW));
                } catch (RuntimeException | Error e) {
                    failure = e;
                } finally {
                    done.incrementAndGet();
                }
            }
            t = ticket.get();
        }
    }

    private void rethrow() {
        Throwable thrown = failure;
        failure = null;
        switch (thrown) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(thrown);
        }
    }

    /// Ends the threads.
    @Override
    public void close() {
        closed = true;
        for (Helper helper : helpers) {
            LockSupport.unpark(helper.thread);
        }
    }

    private final class Helper {
        private final Thread thread;
        private volatile boolean parked;

        Helper(int number) {
            thread = Thread.ofPlatform().name("worker-" + number).daemon().start(this::loop);
        }

        void wake() {
            if (parked) {
                LockSupport.unpark(thread);
            }
        }

        private void loop() {
            while (!closed) {
                long room = room();
                if (room > 0) {
                    parked = true;
                    LockSupport.parkNanos(Workers.this, room);
                    parked = false;
                    continue;
                }
                for (int spins = 0; spins < SPINS && !hasTasks(); spins++) {
                    Thread.onSpinWait();
                }
                if (!hasTasks()) {
                    parked = true;
                    while (!hasTasks() && !closed) { // park may return for no reason
                        LockSupport.park(Workers.this);
                    }
                    parked = false;
                }
                takeTasks(true);
            }
        }
    }
}
