package filigree.app;

import filigree.model.data.DataFiles;
import filigree.model.train.Resumption;
import filigree.model.train.Run;
import filigree.model.train.Trainer;
import java.nio.file.Path;
import java.util.Map;

/// `filigree train --resume RUN`: goes on where a run ended early.
final class ResumeCall {
    private ResumeCall() {}

    /// Makes the run that goes on and says from where.
    ///
    /// @param folder of the run
    static Run prepare(Terminal terminal, Path folder, DataFiles data, int threads) {
        try (var resumption = Resumption.of(folder)) {
            var trainer = new Trainer(resumption.recipe(), data, threads);
            try {
                Map<String, Object> environment = Run.environment(threads);
                Run run = resumption.goOn(trainer, environment);
                say(terminal, resumption, environment);
                return run;
            } catch (RuntimeException e) {
                trainer.close();
                throw e;
            }
        }
    }

    private static void say(
            Terminal terminal, Resumption resumption, Map<String, Object> environment) {
        Words words = terminal.words();
        for (Path file : resumption.damaged()) {
            terminal.err().println(words.get("resume.damaged", file));
        }
        resumption
                .otherKernels()
                .ifPresent(then ->
                        terminal.err()
                                .println(
                                        words.get(
                                                "resume.kernels",
                                                String.valueOf(environment.get("kernels")),
                                                then)));
        terminal.err().println(words.get("resume.from", words.count(resumption.step())));
        terminal.flush();
    }
}
