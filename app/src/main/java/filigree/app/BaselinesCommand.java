package filigree.app;

import filigree.model.error.UserFacingException;
import filigree.model.file.Json;
import filigree.model.recipe.Baseline;
import filigree.model.recipe.Recipe;
import filigree.model.train.Command.Change;
import filigree.model.train.RunReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `filigree baselines RUN`: trains what a sparse run has to beat and says what each of its choices
/// is worth.
@Command(name = "baselines", sortOptions = false)
final class BaselinesCommand implements Callable<Integer> {
    private static final int MOST_SEEDS = 100;

    private final Terminal terminal;
    private final Places places;

    @Parameters(paramLabel = "RUN", descriptionKey = "argument.run-or-recipe")
    private String argument = "";

    @Option(names = "--seeds", paramLabel = "N", descriptionKey = "option.seeds")
    private int seeds = 3;

    @Option(names = "--set", paramLabel = "PATH=VALUE", arity = "1", descriptionKey = "option.set")
    private List<String> settings = new ArrayList<>();

    @Mixin private RunArguments arguments = new RunArguments();

    BaselinesCommand(Terminal terminal, Places places) {
        this.terminal = terminal;
        this.places = places;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (seeds < 1 || seeds > MOST_SEEDS) {
            throw new UserFacingException("seeds", seeds, MOST_SEEDS);
        }
        Optional<Path> run = run();
        Recipe recipe = run.isPresent() ? recipeOf(run.get()) : chosen();
        Path folder =
                arguments.hasOut()
                        ? arguments.out(places, "")
                        : places.home().resolve("runs").resolve(usualName(recipe, run));
        var runs = new SubRuns(terminal, places, folder, arguments.threads());
        var table = new BaselineTable(terminal, arguments.json());
        var originals = new EndedRuns(places);
        for (int i = 0; i < seeds; i++) {
            Recipe seeded = recipe.with("seed", Math.addExact(recipe.seed(), i));
            KeptRun original =
                    i == 0 && run.isPresent()
                            ? KeptRun.read(run.get())
                            : train(runs, Baseline.ORIGINAL, seeded, i);
            table.add(Baseline.ORIGINAL, seeded.seed(), original);
            if (isBroken(original)) {
                return ExitCode.INTERRUPTED;
            }
            if (original.isFinished()
                    && !beside(originals.read(original.folder(), folder), runs, table, i)) {
                return ExitCode.INTERRUPTED;
            }
        }
        table.print();
        if (!arguments.json()) {
            Path page =
                    Reports.write(
                            table.folders(), folder.resolve("report.html"), terminal.locale());
            terminal.out().println(terminal.words().get("baselines.report", page));
        }
        return ExitCode.DONE;
    }

    /// Trains everything beside one run.
    ///
    /// @return false if Ctrl-C ended it
    private boolean beside(Baseline.Ended ended, SubRuns runs, BaselineTable table, int i)
            throws InterruptedException {
        for (Baseline baseline : Baseline.values()) {
            if (baseline == Baseline.ORIGINAL) {
                continue;
            }
            Baseline.Plan plan = baseline.of(ended);
            if (plan instanceof Baseline.Train(Recipe recipe)) {
                KeptRun kept = train(runs, baseline, recipe, i);
                if (isBroken(kept)) {
                    return false;
                }
                table.add(baseline, recipe.seed(), kept);
            } else {
                table.without(baseline, plan);
            }
        }
        return true;
    }

    private KeptRun train(SubRuns runs, Baseline baseline, Recipe recipe, int i)
            throws InterruptedException {
        Words words = terminal.words();
        String title =
                words.get(
                        "baselines.training",
                        words.get("baseline." + baseline.id()),
                        Long.toString(recipe.seed()),
                        words.count(i + 1L),
                        words.count(seeds));
        return runs.train(baseline.id() + "-seed-" + recipe.seed(), title, recipe);
    }

    private static boolean isBroken(KeptRun run) {
        return !run.isFinished() && !run.state().equals("diverged");
    }

    private Optional<Path> run() {
        return RunArgument.folder(argument);
    }

    private Recipe chosen() {
        Recipe recipe = RecipeArgument.read(argument);
        for (String setting : settings) {
            recipe = Setting.of(setting).applyTo(recipe);
        }
        return recipe;
    }

    private Recipe recipeOf(Path run) {
        if (!settings.isEmpty()) {
            throw new UserFacingException("run-settings");
        }
        var reader = new RunReader(run);
        if (!KeptRun.read(run).isFinished()) {
            throw new UserFacingException("baselines-unfinished", run);
        }
        if (reader.changes().stream().anyMatch(c -> c.command() instanceof Change)) {
            throw new UserFacingException("baselines-changed", run);
        }
        return reader.recipe();
    }

    /// The same for the same call, so that a repeated one finds what is done.
    private static String usualName(Recipe recipe, Optional<Path> run) {
        Map<String, @Nullable Object> tree = new java.util.LinkedHashMap<>(recipe.toTree());
        var sum = new CRC32();
        sum.update(Json.writeLine(tree).getBytes(StandardCharsets.UTF_8));
        run.ifPresent(r -> sum.update(r.toString().getBytes(StandardCharsets.UTF_8)));
        return "baselines-%s-%08x".formatted(SafeName.of(recipe.name()), sum.getValue());
    }
}
