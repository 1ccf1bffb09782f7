package filigree.model.data.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.error.Problem;
import filigree.model.error.UserFacingException;
import filigree.model.file.Checksum;
import filigree.model.text.Texts;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetcherTest {
    private static final byte[] CONTENT = content();
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir Path folder;
    private LoopbackServer server;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static byte[] content() {
        var content = new byte[300_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31 ^ i >> 8);
        }
        return content;
    }

    private static RemoteFile file(URI... mirrors) {
        MessageDigest digest = Checksum.begin();
        digest.update(CONTENT);
        return new RemoteFile("data.gz", CONTENT.length, Checksum.end(digest), List.of(mirrors));
    }

    private Fetcher fetcher() {
        return new Fetcher(folder.resolve("set"), LONG);
    }

    private Path target() {
        return folder.resolve("set/data.gz");
    }

    private Path part() {
        return folder.resolve("set/data.gz.part");
    }

    private void assertFetched() throws IOException {
        assertArrayEquals(CONTENT, Files.readAllBytes(target()));
        assertFalse(Files.exists(part()));
    }

    private List<String> refused(RemoteFile file) {
        var e = assertThrows(UserFacingException.class, () -> fetcher().fetch(file, _ -> {}));
        assertFalse(Texts.core(Locale.ENGLISH).get(e).contains("{"));
        assertFalse(Files.exists(target()));
        return e.problems().stream().map(Problem::id).toList();
    }

    @Test
    void bringsAFileOnceAndTellsHowFarItIs() throws Exception {
        var file = file(server.serve("/a", (x, from) -> LoopbackServer.send(x, CONTENT, from)));
        var last = new long[1];
        fetcher()
                .fetch(
                        file,
                        n -> {
                            assertTrue(n >= last[0]);
                            last[0] = n;
                        });
        assertEquals(CONTENT.length, last[0]);
        assertFetched();
        fetcher().fetch(file, n -> assertEquals(CONTENT.length, n));
        assertEquals(1, server.asked().size());
    }

    @Test
    void goesOnWhereTheConnectionWasCut() throws Exception {
        var count = new AtomicInteger();
        fetcher()
                .fetch(
                        file(
                                server.serve(
                                        "/a",
                                        (x, from) -> {
                                            boolean cut = count.getAndIncrement() == 0;
                                            int to = cut ? 100_000 : CONTENT.length;
                                            LoopbackServer.send(x, CONTENT, from, to);
                                        })),
                        _ -> {});
        assertFetched();
        assertEquals(2, server.asked().size());
        assertTrue(server.asked().get(1) > 0, "asked for " + server.asked());
    }

    @Test
    void goesOnAfterTheProcessEnded() throws Exception {
        Files.createDirectory(folder.resolve("set"));
        Files.write(part(), Arrays.copyOf(CONTENT, 123_456));
        fetcher()
                .fetch(
                        file(
                                server.serve(
                                        "/a", (x, from) -> LoopbackServer.send(x, CONTENT, from))),
                        _ -> {});
        assertFetched();
        assertEquals(List.of(123_456), server.asked());
    }

    @Test
    void beginsAnewWhereAServerKnowsNoRangesOrThePartIsWrong() throws Exception {
        Files.createDirectory(folder.resolve("set"));
        Files.write(part(), Arrays.copyOf(CONTENT, 1_000));
        var file = file(server.serve("/a", (x, _) -> LoopbackServer.send(x, CONTENT, 0)));
        fetcher().fetch(file, _ -> {});
        assertFetched();

        Files.delete(target());
        Files.write(part(), new byte[2_000]);
        URI ranges = server.serve("/b", (x, from) -> LoopbackServer.send(x, CONTENT, from));
        fetcher().fetch(file(ranges), _ -> {});
        assertFetched();
        assertEquals(List.of(1_000, 2_000, 0), server.asked());
    }

    @Test
    void takesTheNextMirrorWhereOneFails() throws Exception {
        byte[] other = CONTENT.clone();
        other[7] ^= 1;
        byte[] longer = Arrays.copyOf(CONTENT, CONTENT.length + 1);
        fetcher()
                .fetch(
                        file(
                                closedPort(),
                                server.serve("/gone", (x, _) -> LoopbackServer.status(x, 404)),
                                server.serve(
                                        "/a", (x, from) -> LoopbackServer.send(x, other, from)),
                                server.serve("/b", (x, f) -> LoopbackServer.send(x, longer, f)),
                                server.serve("/c", (x, f) -> LoopbackServer.send(x, CONTENT, f))),
                        _ -> {});
        assertFetched();
    }

    @Test
    void aWrongChecksumLeavesNoFileAndSaysHowToGetItByHand() throws IOException {
        byte[] other = CONTENT.clone();
        other[299_999] ^= 1;
        var file = file(server.serve("/a", (x, from) -> LoopbackServer.send(x, other, from)));
        assertEquals(List.of("download-failed", "download-checksum"), refused(file));
        assertEquals(0, Files.size(part()));
        var e = assertThrows(UserFacingException.class, () -> fetcher().fetch(file, _ -> {}));
        String text = Texts.core(Locale.ENGLISH).get(e);
        assertTrue(text.contains(file.checksum()) && text.contains("data.gz"), text);
    }

    @Test
    void eachFailureIsNamed() throws IOException {
        assertEquals(
                List.of("download-failed", "download-unreachable"), refused(file(closedPort())));
        var status = file(server.serve("/a", (x, _) -> LoopbackServer.status(x, 404)));
        assertEquals(List.of("download-failed", "download-status"), refused(status));
        var cut = file(server.serve("/b", (x, f) -> LoopbackServer.send(x, CONTENT, f, f + 9)));
        assertEquals(List.of("download-failed", "download-cut"), refused(cut));
        assertTrue(Files.size(part()) > 0, "what has arrived is kept");
    }

    @Test
    void aServerThatFallsSilentIsGivenUp() throws IOException {
        var over = new CountDownLatch(1);
        var file =
                file(
                        server.serve(
                                "/a",
                                (x, from) -> {
                                    LoopbackServer.send(x, CONTENT, from, from + 5_000);
                                    await(over);
                                }));
        var fetcher = new Fetcher(folder.resolve("set"), Duration.ofMillis(300));
        var e = assertThrows(UserFacingException.class, () -> fetcher.fetch(file, _ -> {}));
        over.countDown();
        assertEquals("download-stalled", e.problems().getLast().id());
        assertFalse(Files.exists(target()));
    }

    @Test
    void anInterruptedOneLeavesNothingHalfAndCanGoOn() throws Exception {
        var over = new CountDownLatch(1);
        var half =
                file(
                        server.serve(
                                "/a",
                                (x, from) -> {
                                    LoopbackServer.send(x, CONTENT, from, from + 200_000);
                                    await(over);
                                }));
        var arrived = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        Thread thread =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                fetcher()
                                        .fetch(
                                                half,
                                                n -> {
                                                    if (n == 200_000) {
                                                        arrived.countDown();
                                                    }
                                                });
                            } catch (InterruptedException _) {
                                interrupted.countDown();
                            }
                        });
        arrived.await();
        thread.interrupt();
        thread.join();
        over.countDown();
        assertEquals(0, interrupted.getCount());
        assertFalse(Files.exists(target()));
        assertEquals(200_000, Files.size(part()));

        URI whole = server.serve("/b", (x, from) -> LoopbackServer.send(x, CONTENT, from));
        fetcher().fetch(file(whole), _ -> {});
        assertFetched();
        assertEquals(200_000, server.asked().getLast());
    }

    @Test
    void twoDoNotBringTheSameFileAtOnce() throws Exception {
        Files.createDirectory(folder.resolve("set"));
        var file = file(server.serve("/a", (x, from) -> LoopbackServer.send(x, CONTENT, from)));
        try (var channel =
                        FileChannel.open(
                                part(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            assertEquals(List.of("download-busy"), refused(file));
        }
    }

    @Test
    void everySetHasItsFilesAndASecondPlaceCanBeNamed() {
        for (RemoteData data : RemoteData.all()) {
            assertFalse(data.isIn(folder));
            RemoteData mirrored = data.withMirror(URI.create("https://example.org/sets"));
            for (RemoteFile file : mirrored.files()) {
                assertEquals(
                        "https://example.org/sets/" + file.name(),
                        file.mirrors().getFirst().toString());
                assertTrue(file.mirrors().size() > 1);
            }
            assertEquals(data.bytes(), mirrored.bytes());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// An address where nobody listens.
    private static URI closedPort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
        }
    }
}
