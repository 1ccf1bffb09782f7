package filigree.model.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60) // a lost wake-up would wait forever
class WorkersTest {
    private static final int ROUNDS = 3_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void everyTaskIsDoneExactlyOnceInEveryRound(int threads) {
        var random = new SplittableRandom(threads);
        try (var workers = new Workers(threads)) {
            assertEquals(threads, workers.threads());
            for (int round = 0; round < ROUNDS; round++) {
                int count = random.nextInt(40);
                var times = new AtomicIntegerArray(count);
                workers.run(count, times::incrementAndGet);
                int[] expected = new int[count];
                Arrays.fill(expected, 1);
                int[] done = new int[count];
                Arrays.setAll(done, times::get);
                assertArrayEquals(expected, done, "round " + round);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void whatTasksWroteIsSeenByTheCaller(int threads) {
        try (var workers = new Workers(threads)) {
            long[] plain = new long[64]; // no synchronisation of its own
            for (int round = 1; round <= ROUNDS; round++) {
                workers.run(plain.length, i -> plain[i] += i);
            }
            for (int i = 0; i < plain.length; i++) {
                assertEquals((long) i * ROUNDS, plain[i]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void anExceptionComesThroughAndTheNextRoundWorks(int threads) {
        try (var workers = new Workers(threads)) {
            var thrown = new IllegalStateException("task 7");
            for (int round = 0; round < 100; round++) {
                var e =
                        assertThrows(
                                IllegalStateException.class,
                                () ->
                                        workers.run(
                                                20,
                                                i -> {
                                                    if (i == 7) {
                                                        throw thrown;
                                                    }
                                                }));
                assertSame(thrown, e);
                var done = new AtomicInteger();
                workers.run(20, _ -> done.incrementAndGet());
                assertEquals(20, done.get());
            }
        }
    }

    @Test
    void sleepingThreadsWakeUp() throws InterruptedException {
        try (var workers = new Workers(3)) {
            var done = new AtomicInteger();
            for (int round = 0; round < 20; round++) {
                Thread.sleep(3); // long enough to park
                workers.run(9, _ -> done.incrementAndGet());
            }
            assertEquals(180, done.get());
        }
    }

    @Test
    void whileRoomIsMadeTheCallerWorksAlone() {
        try (var workers = new Workers(3)) {
            workers.makeRoom(0, TimeUnit.HOURS.toNanos(1));
            Set<Thread> who = ConcurrentHashMap.newKeySet();
            for (int round = 0; round < 200; round++) {
                workers.run(9, _ -> who.add(Thread.currentThread()));
            }
            assertEquals(Set.of(Thread.currentThread()), who);

            workers.makeRoom(0, 0);
            assertEquals(3, meeting(workers));
        }
    }

    @Test
    void roomThatIsToComeIsNotMadeYet() {
        try (var workers = new Workers(3)) {
            workers.makeRoom(TimeUnit.HOURS.toNanos(1), TimeUnit.HOURS.toNanos(1));
            assertEquals(3, meeting(workers));
        }
    }

    @Test
    void roomThatIsToComeLeavesWhatIsUnderWayAsItIs() {
        try (var workers = new Workers(3)) {
            workers.makeRoom(0, TimeUnit.HOURS.toNanos(1));
            workers.makeRoom(TimeUnit.HOURS.toNanos(2), TimeUnit.HOURS.toNanos(1));
            Set<Thread> who = ConcurrentHashMap.newKeySet();
            workers.run(9, _ -> who.add(Thread.currentThread()));
            assertEquals(Set.of(Thread.currentThread()), who);
        }
    }

    @Test
    void roomThatIsToComeLeavesOneThatHasComeAsItIs() {
        try (var workers = new Workers(3)) {
            workers.makeRoom(1, TimeUnit.HOURS.toNanos(1)); // has come before anything can run
            workers.makeRoom(TimeUnit.HOURS.toNanos(2), TimeUnit.HOURS.toNanos(1));
            Set<Thread> who = ConcurrentHashMap.newKeySet();
            workers.run(9, _ -> who.add(Thread.currentThread()));
            assertEquals(Set.of(Thread.currentThread()), who);
        }
    }

    @Test
    void roomThatHasComeIsMade() {
        try (var workers = new Workers(3)) {
            workers.makeRoom(1, TimeUnit.HOURS.toNanos(1)); // has come before anything can run
            Set<Thread> who = ConcurrentHashMap.newKeySet();
            workers.run(9, _ -> who.add(Thread.currentThread()));
            assertEquals(Set.of(Thread.currentThread()), who);
        }
    }

    /// Returns how many of three tasks were under way at the same time.
    private static int meeting(Workers workers) {
        var all = new CountDownLatch(3); // each task waits for the two others
        var met = new AtomicInteger();
        workers.run(3, _ -> met.addAndGet(meets(all) ? 1 : 0));
        return met.get();
    }

    private static boolean meets(CountDownLatch all) {
        all.countDown();
        try {
            return all.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void refusesMoreTasksThanItCanCount() {
        try (var workers = new Workers(2)) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> workers.run(Workers.MAX_TASKS + 1, _ -> {}));
        }
    }
}
