package filigree.app;

import filigree.model.data.DataFiles;
import filigree.model.recipe.Recipe;
import filigree.model.train.Run;
import filigree.model.train.RunFolder;
import filigree.model.train.Trainer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// Trains in the terminal: waits for a run, shows how it goes, stops it on Ctrl-C.
final class Training {
    private Training() {}

    /// @param out the run's folder
    /// @param data that comes along, and what was fetched
    record Job(Recipe recipe, Run.Options options, int threads, Path out, DataFiles data) {}

    /// Trains until the run is over.
    ///
    /// @param then what happens with the result; Ctrl-C waits for this too
    /// @return what `then` returns
    /// @throws RuntimeException what broke the run
    static int run(Terminal terminal, Job job, ToIntFunction<Outcome> then)
            throws InterruptedException {
        return run(terminal, prepare(job), then);
    }

    /// Trains until a run that keeps a folder is over.
    ///
    /// @param run not started yet
    static int run(Terminal terminal, Run run, ToIntFunction<Outcome> then)
            throws InterruptedException {
        var ending = new Ending();
        run.listen(ending);
        run.facts().cautions().forEach(c -> terminal.err().println(terminal.words().problem(c)));
        try (var interruption = new Interruption(terminal.interrupts(), run)) {
            try (var progress = new Progress(terminal, run)) {
                progress.start();
                run.start();
                run.join();
            }
            ending.rethrow();
            return then.applyAsInt(
                    new Outcome(
                            run.folder().orElseThrow(),
                            run.latest(),
                            ending.test(),
                            interruption.happened()));
        }
    }

    /// Reads and checks everything before a folder is made, so that a refused recipe leaves none.
    static Run prepare(Job job) {
        var trainer = new Trainer(job.recipe(), job.data(), job.threads());
        try {
            var folder = new RunFolder(job.out(), job.recipe(), Run.environment(job.threads()));
            return new Run(trainer, Optional.of(folder), job.options());
        } catch (RuntimeException e) {
            trainer.close();
            throw e;
        }
    }
}
