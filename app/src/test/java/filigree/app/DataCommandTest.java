package filigree.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.data.download.RemoteData;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataCommandTest {
    @TempDir Path home;

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void listsEverySetAndWhetherItIsHere(String language) throws IOException {
        RemoteData mnist = RemoteData.find("mnist").orElseThrow();
        Path folder = Files.createDirectories(home.resolve("data/mnist"));
        for (var file : mnist.files()) {
            try (var out =
                    FileChannel.open(
                            folder.resolve(file.name()),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE)) {
                out.position(file.bytes() - 1);
                Channels.newOutputStream(out).write(0);
            }
        }
        List<String> lines = call(language, "data").out().lines().toList();
        assertEquals(RemoteData.all().size(), lines.size());
        for (int i = 0; i < lines.size(); i++) {
            RemoteData data = RemoteData.all().get(i);
            assertTrue(lines.get(i).startsWith(data.id() + " "), lines.get(i));
            assertEquals(data.id().equals("mnist"), lines.get(i).contains(folder.toString()));
        }
    }

    @Test
    void anUnknownSetNamesThoseThereAre() {
        CommandRun run = call("en", "data", "mnst");
        assertEquals(ExitCode.REFUSED, run.code());
        assertTrue(run.err().contains("mnist, kmnist, cifar-10"), run.err());
    }

    @Test
    void aMirrorMustBeAServer() {
        CommandRun run = call("en", "data", "mnist", "--mirror", "file:///tmp");
        assertEquals(ExitCode.REFUSED, run.code());
        assertTrue(run.err().contains("https://"), run.err());
    }

    @Test
    void trainingOnASetThatIsNotHereSaysHowToFetchIt() {
        CommandRun run = call("en", "train", "fashion-dense", "--set", "data.method=kmnist");
        assertEquals(ExitCode.REFUSED, run.code());
        assertTrue(run.err().contains("filigree data kmnist"), run.err());
        assertFalse(Files.exists(home.resolve("runs")));
    }

    private CommandRun call(String language, String... arguments) {
        return CommandRun.of(home, Language.ofOption(language).orElse(Locale.ENGLISH), arguments);
    }
}
