package filigree.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.data.download.RemoteData;
import filigree.model.recipe.Recipe;
import filigree.samples.Samples;
import filigree.views.shell.Services.Experiment;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppWindowTest {
    private static final Recipe FIRST = Samples.first().recipe();

    @TempDir private Path home = Path.of("");

    @Test
    void offersSamplesOnceTheirDataAreHere() throws IOException {
        var places = new Places(home);
        List<String> before = offered(places);
        assertTrue(before.contains("fashion-snip-98"), before.toString());
        assertFalse(before.contains("mnist-dense"), before.toString());
        RemoteData mnist = RemoteData.find("mnist").orElseThrow();
        Path folder = Files.createDirectories(places.data().resolve("mnist"));
        for (var file : mnist.files()) {
            try (var empty = new RandomAccessFile(folder.resolve(file.name()).toFile(), "rw")) {
                empty.setLength(file.bytes());
            }
        }
        assertTrue(offered(places).contains("mnist-dense"));
        assertEquals(Samples.all().size(), offered(places).size());
    }

    @Test
    void theRecipeItIsOpenedWithComesFirstAndOnce() {
        List<String> offered = offered(new Places(home));
        assertEquals(FIRST.name(), offered.getFirst());
        assertEquals(offered.size(), offered.stream().distinct().count());
    }

    private static List<String> offered(Places places) {
        return AppWindow.experiments(FIRST, places).stream().map(Experiment::id).toList();
    }
}
