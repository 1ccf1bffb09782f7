package filigree.app;

import filigree.model.error.UserFacingException;
import filigree.model.recipe.Recipe;
import filigree.model.train.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `filigree train`: trains a recipe to its end and looks at the test set once.
@Command(name = "train", sortOptions = false)
final class TrainCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Places places;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "RECIPE", arity = "0..1", descriptionKey = "argument.recipe")
    private Optional<String> recipe = Optional.empty();

    @Option(names = "--resume", paramLabel = "RUN", descriptionKey = "option.resume")
    private Optional<Path> resume = Optional.empty();

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
        return Training.run(
                terminal,
                resume.isPresent() ? resumed(resume.get()) : Training.prepare(job()),
                outcome -> {
                    outcome.print(terminal, run.json());
                    return outcome.exitCode();
                });
    }

    private Run resumed(Path folder) {
        if (recipe.isPresent() || !settings.isEmpty() || seed.isPresent() || run.hasOut()) {
            throw new UserFacingException("resume-alone");
        }
        return ResumeCall.prepare(terminal, folder, places.dataFiles(), run.threads());
    }

    private Training.Job job() {
        Recipe chosen = RecipeArgument.read(recipe.orElseThrow(this::withoutRecipe));
        for (String setting : settings) {
            chosen = Setting.of(setting).applyTo(chosen);
        }
        if (seed.isPresent()) {
            chosen = chosen.with("seed", seed.get());
        }
        return new Training.Job(
                chosen,
                Run.Options.whole(),
                run.threads(),
                run.out(places, chosen.name()),
                places.dataFiles());
    }

    private ParameterException withoutRecipe() {
        return new MissingParameterException(
                spec.commandLine(), spec.positionalParameters().getFirst(), "");
    }
}
