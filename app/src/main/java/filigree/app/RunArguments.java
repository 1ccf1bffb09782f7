package filigree.app;

import filigree.model.error.UserFacingException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The options of every command that trains.
final class RunArguments {
    private static final int USUAL_MOST = 16; // more threads than tiles of a batch gain nothing
    private static final int MOST = 1_024;

    @Option(names = "--threads", paramLabel = "N", descriptionKey = "option.threads")
    private Optional<Integer> threads = Optional.empty();

    @Option(names = "--out", paramLabel = "DIR", descriptionKey = "option.out")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--json", descriptionKey = "option.json")
    private boolean json;

    int threads() {
        int wanted = threads.orElse(usualThreads());
        if (wanted < 1 || wanted > MOST) {
            throw new UserFacingException("threads", wanted, MOST);
        }
        return wanted;
    }

    /// As many as there are processors, within reason.
    static int usualThreads() {
        return Math.min(USUAL_MOST, Runtime.getRuntime().availableProcessors());
    }

    /// The folder to train into.
    ///
    /// @param name of the run, for the folder's name where none was given
    Path out(Places places, String name) {
        return out.map(Path::toAbsolutePath)
                .map(Path::normalize)
                .orElseGet(() -> places.newRun(name, Places.now()));
    }

    /// Whether a folder was chosen.
    boolean hasOut() {
        return out.isPresent();
    }

    boolean json() {
        return json;
    }
}
