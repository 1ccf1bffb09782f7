package filigree.app;

import filigree.model.data.download.Fetcher;
import filigree.model.data.download.RemoteData;
import filigree.model.data.download.RemoteFile;
import filigree.model.error.UserFacingException;
import filigree.model.file.Sizes;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `filigree data`: the data sets that can be fetched, the id first on each line; `filigree data
/// ID…` fetches them.
@Command(name = "data", sortOptions = false)
final class DataCommand implements Callable<Integer> {
    private static final long PATIENCE_SECONDS = 10; // a disk may hang; the process must not

    private final Terminal terminal;
    private final Places places;

    @Parameters(paramLabel = "ID", arity = "0..*", descriptionKey = "argument.data")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--mirror", paramLabel = "URL", descriptionKey = "option.mirror")
    private Optional<URI> mirror = Optional.empty();

    DataCommand(Terminal terminal, Places places) {
        this.terminal = terminal;
        this.places = places;
    }

    @Override
    public Integer call() {
        List<RemoteData> chosen = ids.stream().map(DataCommand::find).toList();
        if (mirror.isPresent() && !isHttp(mirror.get())) {
            throw new UserFacingException("data-mirror", mirror.get());
        }
        if (chosen.isEmpty()) {
            RemoteData.all().forEach(this::list);
            return ExitCode.DONE;
        }
        var thread = Thread.currentThread();
        var told = new CountDownLatch(1);
        Runnable forget = terminal.interrupts().beforeEnd(() -> stop(thread, told));
        try {
            for (RemoteData data : chosen) {
                fetch(mirror.map(data::withMirror).orElse(data));
            }
            return ExitCode.DONE;
        } catch (InterruptedException _) {
            terminal.err().println(terminal.words().get("data.stopped"));
            return ExitCode.INTERRUPTED;
        } finally {
            told.countDown();
            forget.run();
        }
    }

    /// Ctrl-C: lets what has arrived be kept.
    private static void stop(Thread thread, CountDownLatch told) {
        thread.interrupt();
        try {
            told.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isHttp(URI uri) {
        return uri.getHost() != null && List.of("http", "https").contains(uri.getScheme());
    }

    private static RemoteData find(String id) {
        return RemoteData.find(id)
                .orElseThrow(() ->
                        new UserFacingException(
                                "no-data",
                                id,
                                RemoteData.all().stream()
                                        .map(RemoteData::id)
                                        .collect(Collectors.joining(", "))));
    }

    private void list(RemoteData data) {
        Words words = terminal.words();
        Path folder = places.data().resolve(data.id());
        String state =
                data.isIn(folder)
                        ? words.get("data.here", folder)
                        : words.get("data.away", Sizes.text(data.bytes()));
        int width = RemoteData.all().stream().mapToInt(d -> d.id().length()).max().orElse(0);
        String title = words.core("method." + data.id() + ".title", data.id());
        terminal.out().println(("%-" + width + "s  %s, %s").formatted(data.id(), title, state));
    }

    private void fetch(RemoteData data) throws InterruptedException {
        Path folder = places.data().resolve(data.id());
        var fetcher = new Fetcher(folder);
        try (var progress = new DownloadProgress(terminal, data.id(), data.bytes())) {
            for (RemoteFile file : data.files()) {
                fetcher.fetch(file, progress::at);
                progress.done(file.bytes());
            }
        }
        terminal.out().println(terminal.words().get("data.fetched", data.id(), folder));
    }
}
