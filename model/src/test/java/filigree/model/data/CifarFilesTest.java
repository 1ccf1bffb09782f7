package filigree.model.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.text.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarFilesTest {
    private static final int BYTES = 3073;

    @TempDir Path folder;

    @Test
    void readsRecordsOfSeveralFilesInTheirOrder() throws IOException {
        Files.write(folder.resolve("data_batch_2.bin"), records(4));
        Files.write(folder.resolve("data_batch_1.bin.gz"), IdxFiles.gzip(records(7, 9)));
        Files.write(folder.resolve("test_batch.bin"), records(0));
        checkContent(CifarFiles.load(folder));
    }

    @Test
    void readsTheSameFromTheArchive() throws IOException {
        Files.write(folder.resolve(Cifar10.ARCHIVE), archive());
        checkContent(CifarFiles.load(folder));
    }

    private static void checkContent(LoadedData data) {
        var training = data.training();
        assertEquals(new ImageShape(32, 32, 3), training.shape());
        assertEquals(3, training.examples());
        assertEquals(7, training.label(0));
        assertEquals(9, training.label(1));
        assertEquals(4, training.label(2));
        assertEquals(1, data.test().examples());
        assertEquals(1030 % 251, training.pixel(1, 1029)); // red plane first, then green
        assertEquals("data.cifar-10.class.4", training.classKey(4));
        assertFalse(data.verified());
    }

    @Test
    void aFetchedArchiveMustBeTheOriginal() throws IOException {
        Files.createDirectory(folder.resolve("cifar-10"));
        DataFiles files = DataFiles.in(folder);
        Refusal.of("data-not-here", () -> CifarFiles.loadKnown(files));
        Files.write(folder.resolve("cifar-10").resolve(Cifar10.ARCHIVE), archive());
        Refusal.of("data-not-original", () -> CifarFiles.loadKnown(files));
    }

    @Test
    void namesTheRecordThatIsCutOff() throws IOException {
        Files.write(folder.resolve("data_batch_1.bin"), Arrays.copyOf(records(1, 2, 3), 9000));
        Files.write(folder.resolve("test_batch.bin"), records(0));
        String text = Refusal.of("cifar-size", () -> CifarFiles.load(folder));
        assertTrue(text.contains("data_batch_1.bin") && text.contains("record 2"), text);
        Files.write(folder.resolve("data_batch_1.bin"), new byte[0]);
        Refusal.of("cifar-size", () -> CifarFiles.load(folder));
    }

    @Test
    void namesTheRecordWithAWrongClass() throws IOException {
        Files.write(folder.resolve("data_batch_1.bin"), records(1, 2, 10));
        Files.write(folder.resolve("test_batch.bin"), records(0));
        String text = Refusal.of("cifar-label", () -> CifarFiles.load(folder));
        assertTrue(text.contains("record 2") && text.contains("is 10"), text);
    }

    @Test
    void namesTheFilesItNeeds() throws IOException {
        Files.write(folder.resolve("data_batch_1.bin"), records(1));
        String text = Refusal.of("cifar-files-missing", () -> CifarFiles.load(folder));
        assertTrue(text.contains("test_batch.bin") && text.contains(folder.toString()), text);
    }

    @Test
    void refusesAnArchiveDamagedAnywhere() throws IOException {
        byte[] whole = tar();
        for (int cut : new int[] {1, 511, 700, 512 + 512 + 2 * BYTES - 3}) {
            Files.write(folder.resolve(Cifar10.ARCHIVE), Arrays.copyOf(whole, cut));
            Refusal.of("tar-damaged", () -> CifarFiles.load(folder));
        }
        byte[] flipped = whole.clone();
        flipped[130] ^= 1; // a digit of a size
        Files.write(folder.resolve(Cifar10.ARCHIVE), flipped);
        Refusal.of("tar-damaged", () -> CifarFiles.load(folder));
        Files.write(folder.resolve(Cifar10.ARCHIVE), Arrays.copyOf(IdxFiles.gzip(whole), 60));
        Refusal.of("gzip-short", () -> CifarFiles.load(folder));
    }

    private static byte[] records(int... labels) {
        var out = new byte[labels.length * BYTES];
        for (int i = 0; i < labels.length; i++) {
            for (int j = 0; j < BYTES; j++) {
                out[i * BYTES + j] = (byte) (j == 0 ? labels[i] : j % 251);
            }
        }
        return out;
    }

    private static byte[] archive() {
        return IdxFiles.gzip(tar());
    }

    private static byte[] tar() {
        var out = new ByteArrayOutputStream();
        add(out, "cifar-10-batches-bin/readme.html", new byte[10]);
        add(out, "cifar-10-batches-bin/data_batch_1.bin", records(7, 9));
        add(out, "cifar-10-batches-bin/test_batch.bin", records(0));
        add(out, "cifar-10-batches-bin/data_batch_2.bin", records(4));
        out.writeBytes(new byte[1024]);
        return out.toByteArray();
    }

    private static void add(ByteArrayOutputStream out, String name, byte[] content) {
        var head = new byte[512];
        put(head, 0, name);
        put(head, 124, "%011o".formatted(content.length));
        put(head, 148, "        ");
        head[156] = '0';
        put(head, 257, "ustar");
        int sum = 0;
        for (byte b : head) {
            sum += b;
        }
        put(head, 148, "%06o".formatted(sum) + "\0 ");
        out.writeBytes(head);
        out.writeBytes(Arrays.copyOf(content, Math.ceilDiv(content.length, 512) * 512));
    }

    private static void put(byte[] head, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, head, at, bytes.length);
    }
}
