package filigree.app;

import filigree.model.error.UserFacingException;
import filigree.model.recipe.Recipe;
import filigree.model.train.Run;
import filigree.model.train.RunReader;
import java.nio.file.Files;
import java.nio.file.Path;

/// Runs of one command in one folder. What is finished there is not done again, what was broken off
/// goes on.
///
/// @param folder of all of them
/// @param threads that train
record SubRuns(Terminal terminal, Places places, Path folder, int threads) {
    /// Trains a recipe, unless this was done before.
    ///
    /// @param name of the folder inside
    /// @param title what is said before
    /// @return what came of it; empty if Ctrl-C ended it
    KeptRun train(String name, String title, Recipe recipe) throws InterruptedException {
        Path place = folder.resolve(name);
        if (Files.exists(place.resolve("run.json"))) {
            var reader = new RunReader(place);
            if (!reader.recipe().equals(recipe)) {
                throw new UserFacingException("other-run", place);
            }
            KeptRun kept = KeptRun.read(place);
            if (kept.isFinished() || kept.state().equals("diverged")) {
                return kept;
            }
            terminal.err().println(title);
            return run(ResumeCall.prepare(terminal, place, places.dataFiles(), threads));
        }
        terminal.err().println(title);
        terminal.flush();
        return run(
                Training.prepare(
                        new Training.Job(
                                recipe, Run.Options.whole(), threads, place, places.dataFiles())));
    }

    private KeptRun run(Run run) throws InterruptedException {
        int _ =
                Training.run(
                        terminal,
                        run,
                        outcome -> {
                            if (outcome.exitCode() == ExitCode.INTERRUPTED) {
                                terminal.err()
                                        .println(terminal.words().get("subruns.stopped", folder));
                                terminal.flush();
                            }
                            return outcome.exitCode();
                        });
        return KeptRun.read(run.folder().orElseThrow());
    }
}
