package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.error.UserFacingException;
import filigree.model.method.Method;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.method.Param.Timing;
import filigree.model.optim.Optimizer;
import filigree.model.recipe.Catalog;
import filigree.model.recipe.MethodCodec;
import filigree.model.recipe.Recipe;
import filigree.model.schedule.Schedule;
import filigree.model.schedule.Span;
import filigree.model.topology.MaskUpdater;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A live change of anything moves nothing else: recipes drawn from the whole catalog, a change at
/// a random step.
class LiveChangePropertyTest {
    private static final long STEPS = 60;
    private static final int CHANGES = 4;

    /// Each number that follows a schedule, and what it may depend on.
    private static final Map<String, List<String>> DEPENDS_ON =
            Map.of(
                    "rate",
                    List.of("optimizer.peak", "optimizer.rate", "optimizer.warmup"),
                    "drop",
                    List.of("maskUpdater.dropFraction", "maskUpdater.begin", "maskUpdater.end"),
                    "grow",
                    List.of(
                            "maskUpdater.growFraction",
                            "maskUpdater.dropFraction",
                            "maskUpdater.begin",
                            "maskUpdater.end"),
                    "planned",
                    List.of(
                            "maskUpdater.sparsity",
                            "maskUpdater.at",
                            "maskUpdater.ramp",
                            "maskUpdater.growFraction",
                            "maskUpdater.begin",
                            "maskUpdater.end"));

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noOtherScheduleJumpsAndEveryValueStaysFinite(long seed) {
        var random = new SplittableRandom(seed);
        try (var trainer = Quadrants.trainer(recipe(random))) {
            for (int n = 0; n < CHANGES; n++) {
                stepWhileItTrains(trainer, random.nextInt(1, (int) STEPS / CHANGES));
                if (trainer.diverged()) {
                    return; // a learning rate was drawn at which nothing trains
                }
                List<String> live = new ArrayList<>();
                addLive(live, trainer.recipe(), "maskUpdater");
                addLive(live, trainer.recipe(), "optimizer");
                String path = live.get(random.nextInt(live.size()));
                Param<?> param = trainer.recipe().param(path);
                Object value = LiveChangeTest.another(param, trainer.recipe().get(path));
                Map<String, List<Double>> before = numbers(trainer.recipe());
                try {
                    Object _ = trainer.apply(new Command.Change(path, value));
                } catch (UserFacingException _) { // too few weights for a floor, say
                    assertEquals(before, numbers(trainer.recipe()), path + "=" + value);
                    continue;
                }
                numbers(trainer.recipe())
                        .forEach((name, now) -> {
                            if (dependencies(name).stream().noneMatch(path::startsWith)) {
                                assertEquals(
                                        before.get(name), now, name + ": " + path + "=" + value);
                            }
                        });
            }
        }
    }

    private static void stepWhileItTrains(Trainer trainer, int count) {
        for (int i = 0; i < count && !trainer.diverged(); i++) {
            boolean _ = trainer.step(_ -> {});
        }
    }

    private static List<String> dependencies(String name) {
        return DEPENDS_ON.getOrDefault(name, List.of());
    }

    /// What a recipe plans, at every step.
    private static Map<String, List<Double>> numbers(Recipe recipe) {
        Map<String, List<Double>> all = new LinkedHashMap<>();
        MaskUpdater updater = recipe.maskUpdater();
        all.put("rate", each(step -> recipe.optimizer().rateAt(step, STEPS)));
        all.put("planned", each(step -> updater.plannedSparsity(step, STEPS).orElse(-1)));
        Map<String, Object> tree = MethodCodec.encode(updater);
        Span span = updater.span(STEPS);
        if (tree.containsKey("dropFraction")) {
            Schedule drop = schedule(tree, "dropFraction");
            Schedule grow = schedule(tree, "growFraction");
            Schedule grown = grow.isSame() ? drop : grow;
            all.put("drop", each(step -> drop.at(step, span, 0)));
            all.put("grow", each(step -> grown.at(step, span, 0)));
        }
        return all;
    }

    private static Schedule schedule(Map<String, Object> tree, String key) {
        return MethodCodec.decode(Schedule.class, tree.getOrDefault(key, "same"), key);
    }

    private static List<Double> each(LongToDoubleFunction value) {
        List<Double> all = new ArrayList<>();
        for (long step = 0; step <= STEPS; step++) {
            double now = value.applyAsDouble(step);
            assertTrue(Double.isFinite(now), now + " at step " + step);
            all.add(now);
        }
        return all;
    }

    private static void addLive(List<String> all, Recipe recipe, String path) {
        if (recipe.get(path) instanceof Map<?, ?> tree) {
            for (Object key : tree.keySet()) {
                String inner = path + "." + key;
                if (!key.equals(MethodCodec.METHOD)) {
                    if (recipe.param(inner).timing() == Timing.LIVE) {
                        all.add(inner);
                    }
                    addLive(all, recipe, inner);
                }
            }
        }
    }

    /// A recipe that its updater accepts: some updaters refuse some distributions.
    private static Recipe recipe(SplittableRandom random) {
        while (true) {
            Recipe recipe = Quadrants.recipe("dense");
            recipe = withAny(recipe, "maskUpdater", MaskUpdater.class, random);
            recipe = withAny(recipe, "optimizer", Optimizer.class, random);
            if (accepted(recipe)) {
                return recipe;
            }
        }
    }

    private static boolean accepted(Recipe recipe) {
        try (var _ = Quadrants.trainer(recipe)) {
            return true;
        } catch (UserFacingException _) {
            return false;
        }
    }

    /// Any method of the family there, and any methods inside it.
    private static <M extends Method> Recipe withAny(
            Recipe recipe, String path, Class<M> family, SplittableRandom random) {
        List<String> ids =
                Catalog.family(family).stream()
                        .<String>map(MethodType::id)
                        .filter(id -> isAllowed(recipe.param(path), id))
                        .toList();
        Recipe chosen = recipe.with(path, ids.get(random.nextInt(ids.size())));
        if (chosen.get(path) instanceof Map<?, ?> tree) {
            for (Object key : tree.keySet()) {
                String inner = path + "." + key;
                if (!key.equals(MethodCodec.METHOD)
                        && chosen.param(inner) instanceof Param.OfMethod<?> nested) {
                    chosen = withAny(chosen, inner, nested.family(), random);
                }
            }
        }
        return chosen;
    }

    private static boolean isAllowed(Param<?> param, String id) {
        return !(param instanceof Param.OfMethod<?> p) || !p.excluded().contains(id);
    }
}
