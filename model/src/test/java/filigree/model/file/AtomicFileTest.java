package filigree.model.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.text.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir Path folder;

    @Test
    void createsAFileAndReplacesIt() throws IOException {
        Path file = folder.resolve("a.json");
        AtomicFile.writeString(file, "first, longer");
        AtomicFile.writeString(file, "é二");
        assertEquals("é二", Files.readString(file));
        assertOnlyFile("a.json");
    }

    @Test
    void keepsTheOldFileWhenTheWriterFails() throws IOException {
        Path file = folder.resolve("a.json");
        AtomicFile.writeString(file, "old");
        String text =
                Refusal.of(
                        "write-disk-full",
                        () ->
                                AtomicFile.write(
                                        file,
                                        out -> {
                                            out.write(new byte[100_000]);
                                            throw new IOException("No space left on device");
                                        }));
        assertTrue(text.contains("a.json") && text.contains("unchanged"), text);
        assertEquals("old", Files.readString(file));
        assertOnlyFile("a.json");
    }

    @Test
    void keepsTheOldFileWhenTheWriterHasABug() throws IOException {
        Path file = folder.resolve("a.json");
        AtomicFile.writeString(file, "old");
        var bug = new IllegalStateException("bug");
        var thrown =
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                AtomicFile.write(
                                        file,
                                        _ -> {
                                            throw bug;
                                        }));
        assertSame(bug, thrown);
        assertEquals("old", Files.readString(file));
        assertOnlyFile("a.json");
    }

    @Test
    void keepsTheOldFileWhenTheThreadIsInterrupted() throws IOException {
        Path file = folder.resolve("a.json");
        AtomicFile.writeString(file, "old");
        Thread.currentThread().interrupt();
        try {
            Refusal.of("write-interrupted", () -> AtomicFile.writeString(file, "new"));
        } finally {
            assertTrue(Thread.interrupted());
        }
        assertEquals("old", Files.readString(file));
        assertOnlyFile("a.json");
    }

    @Test
    void triesTheMoveAgain() throws IOException {
        Path file = folder.resolve("a.json");
        var attempts = new ArrayList<Path>();
        AtomicFile.writeChannel(
                file,
                channel -> channel.write(ByteBuffer.wrap(new byte[] {'x'})),
                (from, to) -> {
                    attempts.add(from);
                    if (attempts.size() < 3) {
                        throw new FileSystemException(to.toString(), null, "used by a scanner");
                    }
                    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
                });
        assertEquals(3, attempts.size());
        assertEquals("x", Files.readString(file));
        assertOnlyFile("a.json");
    }

    @Test
    void keepsTheOldFileWhenEveryMoveFails() throws IOException {
        Path file = folder.resolve("a.json");
        AtomicFile.writeString(file, "old");
        String text =
                Refusal.of(
                        "write-failed",
                        () ->
                                AtomicFile.writeChannel(
                                        file,
                                        _ -> {},
                                        (_, to) -> {
                                            throw new FileSystemException(
                                                    to.toString(), null, "Input/output error");
                                        }));
        assertTrue(text.contains("Input/output error"), text);
        assertEquals("old", Files.readString(file));
        assertOnlyFile("a.json");
    }

    @Test
    void namesAMissingFolder() {
        Path file = folder.resolve("none").resolve("a.json");
        String text = Refusal.of("write-folder-missing", () -> AtomicFile.writeString(file, "x"));
        assertTrue(text.contains(folder.resolve("none").toString()), text);
    }

    @Test
    void saysThatAFolderIsNoFile() throws IOException {
        Path file = Files.createDirectory(folder.resolve("a.json"));
        Refusal.of("write-is-folder", () -> AtomicFile.writeString(file, "x"));
        assertOnlyFile("a.json");
    }

    @Test
    void tellsAReadOnlyDiskFromAFullOne() {
        var cases =
                List.of(
                        new IOException("Read-only file system"),
                        new IOException(new ReadOnlyFileSystemException()));
        for (var e : cases) {
            Refusal.of(
                    "write-refused",
                    () ->
                            AtomicFile.write(
                                    folder.resolve("a"),
                                    _ -> {
                                        throw e;
                                    }));
        }
    }

    @Test
    void replacesTheFileBehindALink() throws IOException {
        Path file = folder.resolve("real");
        AtomicFile.writeString(file, "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        AtomicFile.writeString(link, "new");
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(file));
    }

    @Test
    void findsWhatAKilledProcessLeft() throws IOException {
        Path file = folder.resolve("a.json");
        AtomicFile.writeChannel(
                file,
                _ -> {},
                (from, to) -> {
                    assertTrue(AtomicFile.isTemporary(from));
                    // As if the process had been killed before the move.
                    Files.copy(from, from.resolveSibling(".filigree-killed.tmp"));
                    Files.move(from, to);
                });
        assertFalse(AtomicFile.isTemporary(file));
        assertEquals(1, AtomicFile.deleteLeftovers(folder));
        assertOnlyFile("a.json");
    }

    private void assertOnlyFile(String name) throws IOException {
        try (var files = Files.list(folder)) {
            assertEquals(List.of(folder.resolve(name)), files.toList());
        }
    }
}
