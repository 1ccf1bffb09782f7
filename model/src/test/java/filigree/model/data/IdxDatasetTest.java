package filigree.model.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.text.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxDatasetTest {
    @TempDir Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        IdxFiles.writeAll(folder);
    }

    @Test
    void loadsAFolderOfRawAndCompressedFiles() {
        var data = IdxDataset.FASHION_MNIST.load(folder);
        var training = data.training();
        assertEquals(12, training.examples());
        assertEquals(5, data.test().examples());
        assertEquals(new ImageShape(3, 2, 1), training.shape());
        assertEquals(7 * (6 * 3 + 4) % 256, training.pixel(3, 4));
        assertEquals(1, training.label(11));
        assertEquals(2, data.test().label(4));
        assertEquals("data.fashion-mnist.class.3", training.classKey(3));
        assertFalse(data.verified());
    }

    @Test
    void knowsTheOriginalByItsChecksums() throws IOException {
        var checksums = new ArrayList<String>();
        checksums.add(sha256(IdxFiles.idx(IdxFiles.values(72, 7, 256), 12, 3, 2)));
        checksums.add(sha256(Files.readAllBytes(folder.resolve("train-labels-idx1-ubyte"))));
        checksums.add(sha256(Files.readAllBytes(folder.resolve("t10k-images-idx3-ubyte"))));
        checksums.add(sha256(IdxFiles.idx(IdxFiles.values(5, 3, 10), 5)));
        var known = new IdxDataset("small", checksums, List.of());
        DataFiles bundled = path -> Files.newInputStream(folder.resolve(path.substring(6)));
        assertTrue(known.load(folder).verified());
        assertTrue(known.load(bundled).verified());

        byte[] images = IdxFiles.idx(IdxFiles.values(30, 11, 256), 5, 3, 2);
        images[20] ^= 1;
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), images);
        assertFalse(known.load(folder).verified());
        String text = Refusal.of("data-checksum", () -> known.load(bundled));
        assertTrue(
                text.contains("t10k-images-idx3-ubyte") && text.contains(checksums.get(2)), text);
    }

    @Test
    void knowsTheOriginalByItsArchivesWhereTheContentIsNotPinned() throws IOException {
        var archives = new ArrayList<String>();
        for (String name : IdxDataset.FILES) {
            Path archive = folder.resolve(name + ".gz");
            if (Files.notExists(archive)) {
                Files.write(archive, IdxFiles.gzip(Files.readAllBytes(folder.resolve(name))));
            }
            archives.add(sha256(Files.readAllBytes(archive)));
        }
        var known = new IdxDataset("small", List.of(), archives);
        DataFiles bundled = path -> Files.newInputStream(folder.resolve(path.substring(6)));
        assertTrue(known.load(bundled).verified());
        archives.set(3, archives.get(2));
        var other = new IdxDataset("small", List.of(), archives);
        assertFalse(other.load(folder).verified());
        Refusal.of("data-checksum", () -> other.load(bundled));
    }

    @Test
    void aSetThatIsNotHereSaysHowToFetchIt() {
        DataFiles none = DataFiles.in(folder.resolve("none"));
        String text = Refusal.of("data-not-here", () -> IdxDataset.KMNIST.load(none));
        assertTrue(text.contains("filigree data kmnist"), text);
    }

    @Test
    void whatIsMissingAmongTheBundledIsTakenFromTheFolder() throws IOException {
        Files.createDirectory(folder.resolve("a"));
        Files.createDirectory(folder.resolve("b"));
        Files.writeString(folder.resolve("a/x"), "first");
        Files.writeString(folder.resolve("b/x"), "second");
        Files.writeString(folder.resolve("b/y"), "other");
        var files = DataFiles.in(folder.resolve("a")).orIn(folder.resolve("b"));
        try (var x = files.open("x");
                var y = files.open("y")) {
            assertEquals("first", new String(x.readAllBytes(), StandardCharsets.UTF_8));
            assertEquals("other", new String(y.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertFalse(files.has("z"));
    }

    @Test
    void namesAMissingFileAndAllFour() throws IOException {
        Files.delete(folder.resolve("t10k-labels-idx1-ubyte.gz"));
        String text = Refusal.of("idx-file-missing", () -> IdxDataset.MNIST.load(folder));
        for (String name : IdxDataset.FILES) {
            assertTrue(text.contains(name), text);
        }
        assertTrue(text.contains(folder.toString()), text);
        Refusal.of("data-folder-missing", () -> IdxDataset.MNIST.load(folder.resolve("no")));
    }

    @Test
    void refusesFilesThatDoNotFitTogether() throws IOException {
        write("train-labels-idx1-ubyte", new byte[11], 11);
        String text = Refusal.of("idx-counts-differ", () -> IdxDataset.MNIST.load(folder));
        assertTrue(text.contains("12 images") && text.contains("11 labels"), text);
        write("train-labels-idx1-ubyte", new byte[12], 12);
        write("t10k-images-idx3-ubyte", new byte[30], 5, 2, 3);
        text = Refusal.of("idx-sizes-differ", () -> IdxDataset.MNIST.load(folder));
        assertTrue(text.contains("3 x 2") && text.contains("2 x 3"), text);
    }

    @Test
    void refusesALabelBeyondTheClasses() throws IOException {
        write("train-labels-idx1-ubyte", IdxFiles.values(12, 1, 11), 12);
        String text = Refusal.of("idx-label", () -> IdxDataset.MNIST.load(folder));
        assertTrue(text.contains("label 10") && text.contains("is 10"), text);
    }

    @Test
    void imagesAndLabelsExchangedNameTheFile() throws IOException {
        write("t10k-images-idx3-ubyte", new byte[5], 5);
        String text = Refusal.of("idx-magic", () -> IdxDataset.MNIST.load(folder));
        assertTrue(text.contains("t10k-images-idx3-ubyte"), text);
    }

    private void write(String name, byte[] values, int... shape) throws IOException {
        Files.write(folder.resolve(name), IdxFiles.idx(values, shape));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void pinsOneChecksumAFile() {
        for (var dataset : List.of(IdxDataset.FASHION_MNIST, IdxDataset.MNIST)) {
            assertEquals(4, dataset.checksums().stream().distinct().count());
            assertTrue(dataset.checksums().stream().allMatch(c -> c.matches("[0-9a-f]{64}")));
        }
    }
}
