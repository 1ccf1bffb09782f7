package filigree.model.train;

import filigree.model.recipe.Recipe;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Networks of convolutions, with and without branches and batch normalisation, in run folders:
/// broken at random places they end as without a break.
@Timeout(120) // a run that never ends would wait forever
class NetworkResumptionTest {
    @TempDir private Path folder = Path.of("");

    static Stream<Object> networks() {
        return Stream.concat(Stream.of("lenet-5"), Stripes.normalised().stream());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aRunThatBreaksAgainAndAgainEndsAsOneThatNeverDid(Object network) throws Exception {
        Recipe recipe = Stripes.recipe(network).with("steps", 10);
        Path whole = folder.resolve("whole");
        train(fresh(recipe, whole), Integer.MAX_VALUE);
        var random = new SplittableRandom(network.hashCode());
        for (int round = 0; round < 2; round++) {
            Path broken = folder.resolve("broken" + round);
            train(fresh(recipe, broken), random.nextInt(2, 16));
            while (!"finished".equals(new RunReader(broken).state().get("state"))) {
                train(resumed(broken), random.nextInt(1, 16));
            }
            SameRun.check(new RunReader(whole), new RunReader(broken));
        }
    }

    private static Run fresh(Recipe recipe, Path to) {
        var trainer = new Trainer(recipe, Stripes.data(), 1);
        var keeper = new RunFolder(to, recipe, Run.environment(1));
        return new Run(trainer, Optional.of(keeper), Run.Options.whole());
    }

    private static Run resumed(Path run) {
        try (var resumption = Resumption.of(run)) {
            var trainer = new Trainer(resumption.recipe(), Stripes.data(), 2);
            return resumption.goOn(trainer, Run.environment(2));
        }
    }

    private static void train(Run run, int last) throws InterruptedException {
        int[] events = {0};
        Runnable _ =
                run.listen(event -> {
                    if (++events[0] == last && !(event instanceof TrainingEvent.Finished)) {
                        throw new IllegalStateException("broken on purpose");
                    }
                });
        run.start();
        run.join();
    }
}
