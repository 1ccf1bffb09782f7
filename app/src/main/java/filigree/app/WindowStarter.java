package filigree.app;

import filigree.model.recipe.Recipe;
import filigree.model.train.Run;
import filigree.samples.Samples;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Opens the window; where that cannot be, says why and does the main job in the terminal instead.
final class WindowStarter {
    /// JavaFX warns that it was loaded from the class path, which is how this program is laid out.
    /// Kept here because a logger nobody holds forgets its level.
    private static final Logger JAVAFX = Logger.getLogger("javafx");

    private WindowStarter() {}

    /// @param obstacle why not to try, as a key of the bundle; empty finds out
    /// @return the exit code
    static int start(Terminal terminal, Places places, Optional<String> obstacle)
            throws InterruptedException {
        Words words = terminal.words();
        Optional<String> reason =
                obstacle.or(() ->
                        Display.obstacle(
                                System.getenv(), System.getProperty("glass.platform", "")));
        if (reason.isPresent()) {
            terminal.err().println(words.get(reason.get()));
            return trainInTerminal(terminal, places, Samples.first().recipe());
        }
        JAVAFX.setLevel(Level.SEVERE);
        try {
            AppWindow.launch(
                    new WindowOptions(
                            Samples.first().recipe(),
                            RunArguments.usualThreads(),
                            places.home(),
                            terminal.locale()));
            return ExitCode.DONE;
        } catch (UnsupportedOperationException e) { // the toolkit, not our window
            terminal.err().println(words.get("window.failed", String.valueOf(e.getMessage())));
            return trainInTerminal(terminal, places, Samples.first().recipe());
        }
    }

    /// Trains and writes a report, whose path is the last line.
    static int trainInTerminal(Terminal terminal, Places places, Recipe recipe)
            throws InterruptedException {
        var job =
                new Training.Job(
                        recipe,
                        Run.Options.whole(),
                        RunArguments.usualThreads(),
                        places.newRun(recipe.name(), Places.now()),
                        places.dataFiles());
        return Training.run(
                terminal,
                job,
                outcome -> {
                    outcome.print(terminal, false);
                    if (outcome.exitCode() == ExitCode.DONE) {
                        var report =
                                Reports.write(
                                        List.of(outcome.folder()),
                                        Reports.placeIn(outcome.folder()),
                                        terminal.locale());
                        terminal.out().println(terminal.words().get("window.report"));
                        terminal.out().println(report);
                    }
                    return outcome.exitCode();
                });
    }
}
