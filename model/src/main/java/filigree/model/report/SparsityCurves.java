package filigree.model.report;

import filigree.model.error.UserFacingException;
import filigree.model.recipe.Recipe;
import filigree.model.report.Chart.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Sparsity over the steps of a run, exact at every step where the folder allows it: measurements
/// are too far apart to show when an update or a hand acted.
final class SparsityCurves {
    private static final int PLAN_POINTS = 240;

    private SparsityCurves() {}

    /// A stair with one step an update; the measurements where counts are not recorded.
    static List<Point> actual(RunFacts run) {
        OptionalLong active = Numbers.whole(run.state(), "active");
        OptionalLong prunable = Numbers.whole(run.state(), "prunable");
        if (active.isEmpty() || prunable.isEmpty() || run.steps().isEmpty()) {
            return run.metrics().stream().map(m -> new Point(m.step(), m.sparsity())).toList();
        }
        double size = (double) prunable.getAsLong();
        long now = active.getAsLong();
        List<Point> backwards = new ArrayList<>();
        backwards.add(new Point(run.steps().getAsLong(), 1 - now / size));
        for (UpdateCounts u : run.updates().reversed()) {
            backwards.add(new Point(u.step(), 1 - now / size));
            now += u.dropped() - u.grown();
            backwards.add(new Point(u.step(), 1 - now / size));
        }
        backwards.add(new Point(0, 1 - now / size));
        return backwards.reversed();
    }

    /// What the recipe and the changes by hand planned; the measurements where a change to the
    /// growth makes the plan depend on what had grown.
    static List<Point> planned(RunFacts run) {
        return exactPlan(run)
                .orElseGet(() ->
                        run.metrics().stream()
                                .map(m -> new Point(m.step(), m.planned().orElse(Double.NaN)))
                                .toList());
    }

    private static Optional<List<Point>> exactPlan(RunFacts run) {
        OptionalLong planned = Numbers.whole(run.state(), "stepsPlanned");
        boolean growth =
                run.changes().stream().anyMatch(c -> c.path().startsWith("maskUpdater.grow"));
        if (run.recipe().isEmpty() || planned.isEmpty() || run.steps().isEmpty() || growth) {
            return Optional.empty();
        }
        long steps = planned.getAsLong();
        long end = run.steps().getAsLong();
        Recipe recipe = run.recipe().get();
        List<RunFacts.HandChange> changes = run.changes();
        int next = 0;
        List<Point> points = new ArrayList<>();
        try {
            for (long step : grid(end, changes)) {
                while (next < changes.size() && changes.get(next).step() <= step) {
                    points.add(at(recipe, step, steps));
                    recipe = recipe.with(changes.get(next).path(), changes.get(next).value());
                    next++;
                }
                points.add(at(recipe, step, steps));
            }
        } catch (UserFacingException _) {
            return Optional.empty();
        }
        return Optional.of(points);
    }

    private static Point at(Recipe recipe, long step, long steps) {
        return new Point(
                step, recipe.maskUpdater().plannedSparsity(step, steps).orElse(Double.NaN));
    }

    private static List<Long> grid(long end, List<RunFacts.HandChange> changes) {
        var steps = new java.util.TreeSet<Long>();
        for (int i = 0; i <= PLAN_POINTS; i++) {
            steps.add(Math.round((double) end * i / PLAN_POINTS));
        }
        changes.stream().map(RunFacts.HandChange::step).filter(s -> s <= end).forEach(steps::add);
        return List.copyOf(steps);
    }
}
