package filigree.model.report;

import filigree.model.recipe.Recipe;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Runs of the same recipe, changes by hand included, that differ in their seeds only.
///
/// @param letter A, B, …: how a report calls it
/// @param name of its first run
/// @param runs in the order given
record RunGroup(String letter, String name, List<RunFacts> runs) {
    RunGroup {
        runs = List.copyOf(runs);
    }

    /// A run that its group's numbers do not contain.
    ///
    /// @param reason key of the reason
    record LeftOut(RunFacts run, String reason) {}

    static List<RunGroup> of(List<RunFacts> runs) {
        Map<Object, List<RunFacts>> byRecipe = new LinkedHashMap<>();
        for (RunFacts run : runs) {
            byRecipe.computeIfAbsent(key(run), _ -> new ArrayList<>()).add(run);
        }
        List<RunGroup> groups = new ArrayList<>();
        byRecipe.forEach((_, members) ->
                groups.add(
                        new RunGroup(letter(groups.size()), members.getFirst().name(), members)));
        return groups;
    }

    private static String letter(int n) {
        return n < 26
                ? String.valueOf((char) ('A' + n))
                : letter(n / 26 - 1) + (char) ('A' + n % 26);
    }

    private static Object key(RunFacts run) {
        Map<String, @Nullable Object> tree = tree(run);
        return tree.isEmpty() ? run.folder() : List.of(tree, run.changes());
    }

    /// The recipe without what only names a run or draws its random numbers.
    static Map<String, @Nullable Object> tree(RunFacts run) {
        Map<String, @Nullable Object> tree =
                new LinkedHashMap<>(
                        run.recipe()
                                .map(Recipe::toTree)
                                .<Map<String, @Nullable Object>>map(LinkedHashMap::new)
                                .orElse(run.recipeTree()));
        tree.remove("name");
        tree.remove("seed");
        return tree;
    }

    /// The letter with the name.
    String title() {
        return letter + " " + name;
    }

    /// Whether its runs are dense: the control.
    boolean dense() {
        return Numbers.tree(tree(runs.getFirst()), "maskUpdater").get("method") instanceof String id
                && id.equals("dense");
    }

    /// The runs that its numbers are made of: finished, with a result, one a seed.
    List<RunFacts> counted() {
        return runs.stream().filter(r -> reason(r).isEmpty()).toList();
    }

    List<LeftOut> leftOut() {
        List<LeftOut> out = new ArrayList<>();
        for (RunFacts run : runs) {
            reason(run).ifPresent(reason -> out.add(new LeftOut(run, reason)));
        }
        return out;
    }

    private Optional<String> reason(RunFacts run) {
        if (!run.finished()) {
            return Optional.of("left-out.unfinished");
        }
        if (run.validation().isEmpty() || !Double.isFinite(run.validation().get().accuracy())) {
            return Optional.of("left-out.no-result");
        }
        Set<Long> seeds = new HashSet<>();
        for (RunFacts earlier : runs) {
            if (earlier == run) {
                return Optional.empty();
            }
            if (earlier.finished() && earlier.validation().isPresent()) {
                earlier.seed().ifPresent(seeds::add);
            }
            if (run.seed().isPresent() && seeds.contains(run.seed().getAsLong())) {
                return Optional.of("left-out.same-seed");
            }
        }
        return Optional.empty();
    }

    Spread validation() {
        return spread(counted(), false);
    }

    Spread test() {
        return spread(counted(), true);
    }

    private static Spread spread(List<RunFacts> runs, boolean test) {
        return Spread.of(
                runs.stream()
                        .flatMap(r -> (test ? r.test() : r.validation()).stream())
                        .map(Judged::accuracy)
                        .toList());
    }

    /// Accuracies by seed.
    Map<Long, Double> bySeed(boolean test) {
        Map<Long, Double> values = new LinkedHashMap<>();
        long unnamed = -1;
        for (RunFacts run : counted()) {
            Optional<Judged> judged = test ? run.test() : run.validation();
            if (judged.isPresent()) {
                values.put(run.seed().orElse(unnamed--), judged.get().accuracy());
            }
        }
        return values;
    }
}
