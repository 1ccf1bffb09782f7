package filigree.app;

import filigree.model.recipe.Recipe;
import filigree.model.train.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `filigree train`: trains a recipe to its end and looks at the test set once.
@Command(name = "train", sortOptions = false)
final class TrainCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Places places;

    @Parameters(paramLabel = "RECIPE", descriptionKey = "argument.recipe")
    private String recipe = "";

    @Option(names = "--set", paramLabel = "PATH=VALUE", arity = "1", descriptionKey = "option.set")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", descriptionKey = "option.seed")
    private Optional<Long> seed = Optional.empty();

    @Mixin private RunArguments run = new RunArguments();

    TrainCommand(Terminal terminal, Places places) {
        this.terminal = terminal;
        this.places = places;
    }

    @Override
    public Integer call() throws InterruptedException {
        Recipe chosen = RecipeArgument.read(recipe);
        for (String setting : settings) {
            chosen = Setting.of(setting).applyTo(chosen);
        }
        if (seed.isPresent()) {
            chosen = chosen.with("seed", seed.get());
        }
        var job =
                new Training.Job(
                        chosen,
                        Run.Options.whole(),
                        run.threads(),
                        run.out(places, chosen.name()),
                        places.dataFiles());
        return Training.run(
                terminal,
                job,
                outcome -> {
                    outcome.print(terminal, run.json());
                    return outcome.exitCode();
                });
    }
}
