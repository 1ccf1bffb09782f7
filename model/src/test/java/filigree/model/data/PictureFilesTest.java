package filigree.model.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.error.Problem;
import filigree.model.error.UserFacingException;
import filigree.model.file.Png;
import filigree.model.text.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFilesTest {
    @TempDir Path folder;

    @Test
    void eachFolderIsAClass() throws IOException {
        for (int i = 0; i < 10; i++) {
            write(i % 2 == 0 ? "dog" : "cat", i + ".png", 2, i * 20);
        }
        Files.writeString(folder.resolve("notes.txt"), "no folder, no class");
        Files.writeString(folder.resolve("dog/.hidden"), "not looked at");
        var data = load(0, false);
        assertEquals(8, data.training().examples());
        assertEquals(2, data.test().examples());
        assertEquals(new ImageShape(2, 2, 1), data.training().shape());
        assertEquals(Optional.of("cat"), data.training().className(0));
        for (Dataset part : new Dataset[] {data.training(), data.test()}) {
            for (int i = 0; i < part.examples(); i++) {
                assertEquals(1 - part.pixel(i, 3) / 20 % 2, part.label(i));
            }
        }
    }

    @Test
    void trainAndTestAreKeptApart() throws IOException {
        write("train/a", "1.png", 4, 10);
        write("train/b", "2.png", 4, 20);
        write("train/b", "3.png", 4, 30);
        write("test/b", "4.png", 4, 40);
        write("test/a", "5.png", 4, 50);
        var data = load(0, true);
        assertEquals(3, data.training().examples());
        assertEquals(new ImageShape(4, 4, 3), data.test().shape());
        assertEquals(50, data.test().pixel(0, 47));
        assertEquals(1, data.test().label(1));
        write("test/c", "6.png", 4, 50);
        Refusal.of("images-unknown-class", () -> load(0, true));
    }

    @Test
    void whatCannotBeReadIsNamedAndLeftOut() throws IOException {
        for (int i = 0; i < 10; i++) {
            write(i % 2 == 0 ? "a" : "b", i + ".png", 4, i * 20);
        }
        Files.writeString(folder.resolve("a/notes.txt"), "no picture");
        Path damaged = folder.resolve("b/1.png");
        byte[] bytes = Files.readAllBytes(damaged);
        Files.write(damaged, Arrays.copyOf(bytes, bytes.length - 20));
        LoadedData data = load(0, false);
        assertEquals(9, data.training().examples() + data.test().examples());
        assertEquals(
                List.of("images-skipped", "png-none", "png-damaged"),
                data.skipped().stream().map(Problem::id).sorted(ORDER).toList());
        assertEquals(List.of("2", "11"), data.skipped().getFirst().arguments());
        for (Dataset part : List.of(data.training(), data.test())) {
            for (int i = 0; i < part.examples(); i++) {
                assertEquals(part.pixel(i, 0) / 20 % 2, part.label(i), "picture and label");
            }
        }
    }

    private static final Comparator<String> ORDER =
            Comparator.comparingInt(List.of("images-skipped", "png-none", "png-damaged")::indexOf);

    @Test
    void nothingReadableIsRefusedWithTheFirstFiles() throws IOException {
        for (String of : List.of("a", "b")) {
            Files.createDirectories(folder.resolve(of));
            Files.writeString(folder.resolve(of).resolve("1.png"), "no picture");
            Files.writeString(folder.resolve(of).resolve("2.png"), "no picture");
        }
        var refused = assertThrows(UserFacingException.class, () -> load(0, false));
        assertEquals("png-none", refused.problems().getFirst().id());
    }

    @Test
    void differentSizesNeedASide() throws IOException {
        write("a", "1.png", 3, 9);
        write("b", "2.png", 5, 9);
        write("b", "3.png", 3, 9);
        String text = Refusal.of("images-differ", () -> load(0, true));
        assertTrue(text.contains("3 x 3") && text.contains("5 x 5"), text);
        assertEquals(new ImageShape(4, 4, 3), load(4, true).training().shape());
    }

    @Test
    void saysWhatAFolderNeeds() throws IOException {
        Refusal.of("images-no-classes", () -> load(0, true));
        Files.createDirectory(folder.resolve("a"));
        Refusal.of("one-class", () -> load(0, true));
        Files.createDirectory(folder.resolve("b"));
        Refusal.of("images-none", () -> load(0, true));
        write("a", "1.png", 3, 9);
        Refusal.of("data-too-few", () -> load(0, true));
        var none =
                new ImageFolder(
                        1, Normalisation.Input.UNIT, "", 0.2, 0, true, new NoAugmentation());
        Refusal.of("images-no-folder", () -> PictureFiles.load(none));
    }

    private LoadedData load(int side, boolean color) {
        return PictureFiles.load(
                new ImageFolder(
                        1,
                        Normalisation.Input.UNIT,
                        folder.toString(),
                        0.2,
                        side,
                        color,
                        new NoAugmentation()));
    }

    private void write(String of, String name, int side, int grey) throws IOException {
        int[] argb = new int[side * side];
        Arrays.fill(argb, 0xff000000 | grey * 0x10101);
        Path place = Files.createDirectories(folder.resolve(of)).resolve(name);
        Files.write(place, Png.encode(argb, side, side));
    }
}
