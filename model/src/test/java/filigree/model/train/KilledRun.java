package filigree.model.train;

import filigree.model.recipe.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The program that [KilledRunTest] kills: begins a run, or goes on with it, and says what is
/// saved.
final class KilledRun {
    /// Steps a second at which a run lasts long enough to be killed.
    static final int SLOW = 200;

    private KilledRun() {}

    public static void main(String[] arguments) throws InterruptedException {
        Path folder = Path.of(arguments[0]);
        Run run = Files.exists(folder.resolve("run.json")) ? resumed(folder) : fresh(folder);
        Runnable _ =
                run.listen(event -> {
                    if (event instanceof TrainingEvent.Saved saved) {
                        System.out.println("saved " + saved.step() + ".");
                    }
                });
        run.submit(new Command.Pace(Double.parseDouble(arguments[1])));
        run.start();
        run.join();
        System.exit(run.latest().state() == RunState.FINISHED ? 0 : 1);
    }

    private static Run fresh(Path folder) {
        Recipe recipe = Quadrants.recipe("rigl").with("steps", 300).with("maskUpdater.every", 7);
        var keeper = new RunFolder(folder, recipe, Run.environment(1));
        return new Run(Quadrants.trainer(recipe), Optional.of(keeper), Run.Options.whole());
    }

    private static Run resumed(Path folder) {
        try (var resumption = Resumption.of(folder)) {
            var trainer = Quadrants.trainer(resumption.recipe());
            return resumption.goOn(trainer, Run.environment(1));
        }
    }
}
