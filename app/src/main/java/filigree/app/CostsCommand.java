package filigree.app;

import filigree.model.error.UserFacingException;
import filigree.model.file.Json;
import filigree.model.recipe.Recipe;
import filigree.model.report.RunCosts;
import filigree.model.train.Run;
import filigree.model.train.RunReader;
import filigree.model.train.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `filigree costs RUN`: bytes in every format and FLOPs, of a run as it was or of a recipe as
/// planned.
@Command(name = "costs", sortOptions = false)
final class CostsCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Places places;

    @Parameters(paramLabel = "RUN", descriptionKey = "argument.run-or-recipe")
    private String argument = "";

    @Option(names = "--bits", paramLabel = "N", descriptionKey = "option.bits-of-values")
    private int bits = Float.SIZE;

    @Option(names = "--set", paramLabel = "PATH=VALUE", arity = "1", descriptionKey = "option.set")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--json", descriptionKey = "option.json-lines")
    private boolean json;

    CostsCommand(Terminal terminal, Places places) {
        this.terminal = terminal;
        this.places = places;
    }

    @Override
    public Integer call() {
        if (bits < 1 || bits > Float.SIZE) {
            throw new UserFacingException("bits", bits, 1, Float.SIZE);
        }
        Optional<Path> run = RunArgument.folder(argument);
        RunCosts costs = run.isPresent() ? RunCosts.read(reader(run.get()), bits) : planned();
        if (json) {
            costs.layers().forEach(layer -> print(CostTree.of(layer)));
            Map<String, @Nullable Object> total = new LinkedHashMap<>();
            total.put("run", run.isPresent() ? run.get().toString() : null);
            CostTree.put(total, costs, bits);
            print(total);
        } else {
            new CostTables(terminal, bits).print(costs, run.isPresent());
        }
        return ExitCode.DONE;
    }

    private RunReader reader(Path run) {
        if (!settings.isEmpty()) {
            throw new UserFacingException("run-settings");
        }
        return new RunReader(run);
    }

    private RunCosts planned() {
        Recipe recipe = RecipeArgument.read(argument);
        for (String setting : settings) {
            recipe = Setting.of(setting).applyTo(recipe);
        }
        try (var trainer = new Trainer(recipe, places.dataFiles(), 1)) {
            var first = new Run(trainer, Optional.empty(), Run.Options.paused()).latest();
            return RunCosts.planned(trainer, first, bits);
        }
    }

    private void print(Map<String, @Nullable Object> line) {
        terminal.out().println(Json.writeLine(line));
    }
}
