package filigree.app;

import filigree.model.error.UserFacingException;
import filigree.model.file.Json;
import filigree.model.file.ReadErrors;
import filigree.model.train.Run;
import filigree.model.train.RunReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `filigree replay RUN`: repeats a run with the changes made by hand, and compares.
@Command(name = "replay", sortOptions = false)
final class ReplayCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Places places;

    @Parameters(paramLabel = "RUN", descriptionKey = "argument.run")
    private Path original = Path.of("");

    @Mixin private RunArguments run = new RunArguments();

    ReplayCommand(Terminal terminal, Places places) {
        this.terminal = terminal;
        this.places = places;
    }

    @Override
    public Integer call() throws InterruptedException {
        var reader = new RunReader(original);
        Path expected =
                reader.newestCheckpoint()
                        .orElseThrow(() -> new UserFacingException("replay-nothing", original));
        var recipe = reader.recipe();
        var job =
                new Training.Job(
                        recipe,
                        options(reader, expected),
                        run.threads(),
                        run.out(places, recipe.name()),
                        places.dataFiles());
        return Training.run(terminal, job, outcome -> compare(outcome, expected));
    }

    /// What a run that did not end well, or was killed, can be compared by is its newest
    /// checkpoint.
    private static Run.Options options(RunReader reader, Path expected) {
        Run.Options options = Run.Options.replaying(reader);
        if ("finished".equals(reader.state().get("state"))) {
            return options;
        }
        String digits = expected.getFileName().toString().replaceAll("\\D", "");
        return new Run.Options(
                options.testsAtEnd(), false, options.replay(), Long.parseLong(digits));
    }

    private int compare(Outcome outcome, Path expected) {
        if (outcome.exitCode() != ExitCode.DONE) {
            outcome.print(terminal, run.json());
            return outcome.exitCode();
        }
        boolean identical = isIdentical(expected, outcome.folder());
        if (run.json()) {
            Map<String, @Nullable Object> tree = outcome.tree();
            tree.put("original", original.toAbsolutePath().normalize().toString());
            tree.put("identical", identical);
            terminal.out().println(Json.writeLine(tree));
        } else {
            outcome.print(terminal, false);
            String key = identical ? "replay.identical" : "replay.different";
            terminal.out().println(terminal.words().get(key, expected.getFileName()));
        }
        return identical ? ExitCode.DONE : ExitCode.DIFFERENT;
    }

    /// Whether the replay wrote the same file with the same bytes.
    private static boolean isIdentical(Path expected, Path folder) {
        Path mine = folder.resolve("ckpt").resolve(expected.getFileName());
        if (!Files.exists(mine)) {
            return false;
        }
        try {
            return Files.mismatch(expected, mine) < 0;
        } catch (IOException e) {
            throw ReadErrors.of(expected, e);
        }
    }
}
