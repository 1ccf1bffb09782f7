package filigree.model.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.error.UserFacingException;
import filigree.model.text.Refusal;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdxReaderTest {
    private static final String NAME = "train-images-idx3-ubyte";
    private static final long LIMIT = 1 << 20;

    private static IdxArray read(byte[] bytes) {
        return IdxReader.read(NAME, new ByteArrayInputStream(bytes), 3, LIMIT);
    }

    @Test
    void readsRawAndCompressedAlike() {
        byte[] values = IdxFiles.values(24, 5, 256);
        byte[] raw = IdxFiles.idx(values, 2, 3, 4);
        var fromRaw = read(raw);
        var fromGzip = read(IdxFiles.gzip(raw));
        assertArrayEquals(values, fromRaw.values());
        assertArrayEquals(values, fromGzip.values());
        assertEquals(4, fromGzip.dimension(2));
        assertEquals(fromRaw.checksum(), fromGzip.checksum());
    }

    @Test
    void namesTheFileAndBothMagicNumbers() {
        String text = Refusal.of("idx-magic", () -> read(IdxFiles.idx(new byte[5], 5)));
        assertTrue(
                text.contains(NAME) && text.contains("00000801") && text.contains("00000803"),
                text);
        Refusal.of("idx-magic", () -> read(new byte[0]));
        Refusal.of("idx-magic", () -> read("<html>".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aFileCutAnywhereIsRefused() {
        byte[] raw = IdxFiles.idx(IdxFiles.values(24, 5, 256), 2, 3, 4);
        byte[] gzip = IdxFiles.gzip(raw);
        for (byte[] whole : new byte[][] {raw, gzip}) {
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThrows(UserFacingException.class, () -> read(cut), "cut at " + length);
            }
        }
        String text = Refusal.of("idx-short", () -> read(Arrays.copyOf(raw, 30)));
        assertTrue(text.contains("40 bytes") && text.contains("30"), text);
    }

    @Test
    void saysWhereATruncatedArchiveEnds() {
        byte[] values = new byte[50_000];
        new Random(1).nextBytes(values);
        byte[] gzip = IdxFiles.gzip(IdxFiles.idx(values, 500, 10, 10));
        String text = Refusal.of("gzip-short", () -> read(Arrays.copyOf(gzip, gzip.length / 2)));
        assertTrue(text.contains(NAME) && text.contains("ends early at byte 2"), text);
    }

    @Test
    void noticesADamagedArchive() {
        byte[] gzip = IdxFiles.gzip(IdxFiles.idx(new byte[1000], 10, 10, 10));
        gzip[gzip.length - 6] ^= 1;
        Refusal.of("gzip-damaged", () -> read(gzip));
    }

    @Test
    void refusesMoreThanAnnounced() {
        Refusal.of("idx-trailing", () -> read(IdxFiles.idx(new byte[25], 2, 3, 4)));
        // A bomb: twenty megabytes behind an array of eight bytes are not unpacked.
        byte[] bomb = IdxFiles.gzip(IdxFiles.idx(new byte[20_000_000], 2, 2, 2));
        assertTrue(bomb.length < 30_000);
        Refusal.of("idx-trailing", () -> read(bomb));
    }

    @Test
    void refusesMoreThanTheLimit() {
        String text =
                Refusal.of("idx-too-large", () -> read(IdxFiles.idx(new byte[0], 2, 1024, 1024)));
        assertTrue(text.contains("2 x 1024 x 1024"), text);
        Refusal.of("idx-too-large", () -> read(IdxFiles.idx(new byte[0], -1, -1, -1)));
        Refusal.of("idx-empty", () -> read(IdxFiles.idx(new byte[0], 0, 28, 28)));
    }
}
