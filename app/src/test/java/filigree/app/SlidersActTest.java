package filigree.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.method.Param.Timing;
import filigree.model.recipe.Catalog;
import filigree.model.recipe.Recipe;
import filigree.views.control.SliderRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every slider of the window steers the training that runs, or says that it does not.
@Timeout(120)
class SlidersActTest {
    private static final double LEFT_END_OF_RATES = 1e-6; // stands for 0

    /// A recipe with its name in the list of tests.
    record Case(String name, Recipe recipe) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> recipes() {
        Recipe rigl = Laboratory.endless();
        Map<String, Object> unlocked = Map.of("method", "linear", "initial", 0.3);
        return Stream.of(
                new Case("rigl with sgd", rigl),
                new Case(
                        "set, grown on its own, with adam",
                        rigl.with("optimizer", "adam")
                                .with("maskUpdater", "set")
                                .with("maskUpdater.growFraction", unlocked)),
                new Case(
                        "magnitude with adamw",
                        rigl.with("optimizer", "adamw").with("maskUpdater", "magnitude")),
                new Case(
                        "static",
                        rigl.with("maskUpdater", "static").with("optimizer.rate", "constant")));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void everyLiveNumberMovesTheRunningTraining(Case c, @TempDir Path home) throws Exception {
        try (var lab = Laboratory.open(home, c.recipe())) {
            lab.openSections();
            List<String> paths = numbers(c.recipe(), Timing.LIVE);
            assertTrue(paths.size() >= 3, "live numbers: " + paths);
            for (String path : paths) {
                assertTrue(lab.has(Laboratory.id(path)), "no slider for " + path);
                SliderRow row = lab.row(path);
                assertTrue(row.spec().live(), path + " is not marked as acting now");
                if (path.equals("maskUpdater.sparsity") && isDrifting(c.recipe())) {
                    assertTrue(row.slider().isDisabled(), "no target while density drifts");
                    continue;
                }
                moves(lab, path, Laboratory::drag);
                moves(lab, path, Laboratory::pressArrow);
            }
        }
    }

    @FunctionalInterface
    interface Hand {
        void move(Laboratory lab, String path) throws Exception;
    }

    private static void moves(Laboratory lab, String path, Hand hand) throws Exception {
        Object before = lab.run().latest().recipe().get(path);
        long step = lab.run().latest().step();
        int answered = lab.changesOf(path).size();
        hand.move(lab, path);
        double shown = lab.row(path).value();
        String text = lab.row(path).field().getText();
        lab.waitUntil(
                path + " became " + shown,
                () ->
                        lab.changesOf(path).size() > answered
                                && isShownAs(
                                        lab.changesOf(path).getLast().change().value(), shown));
        var change = lab.changesOf(path).getLast();
        assertNotEquals(before, change.change().value(), path);
        assertTrue(change.step() >= step, path + " acted in the past");
        lab.waitUntil("a step with it", () -> lab.run().latest().step() > change.step());
        assertEquals(
                change.change().value(),
                lab.run().latest().recipe().get(path),
                path + " in the run");
        lab.settle();
        assertEquals(shown, lab.row(path).value(), path + " on its slider, afterwards");
        assertEquals(text, lab.row(path).field().getText(), path + " in its field, afterwards");
    }

    @Test
    void everyOtherNumberWaitsForTheNextRun(@TempDir Path home) throws Exception {
        Recipe recipe = Laboratory.endless();
        try (var lab = Laboratory.open(home, recipe)) {
            lab.openSections();
            Map<String, Double> wanted = new LinkedHashMap<>();
            for (String path : numbers(recipe, Timing.NEXT_RUN)) {
                if (path.equals("seed")) {
                    continue; // a field of the top bar
                }
                assertTrue(lab.has(Laboratory.id(path)), "no slider for " + path);
                assertFalse(lab.row(path).spec().live(), path + " is marked as acting now");
                lab.drag(path);
                lab.pressArrow(path);
                wanted.put(path, lab.row(path).value());
            }
            lab.settle();
            assertEquals(recipe, lab.run().latest().recipe(), "the run is as it was");
            assertFalse(wanted.isEmpty());
            wanted.forEach((path, value) -> assertNotEquals(value, number(recipe.get(path))));
            lab.fire("run-reset");
            lab.followNextRun();
            wanted.forEach((path, value) ->
                    assertTrue(isShownAs(lab.run().latest().recipe().get(path), value), path));
        }
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    /// A rate of 0 is the left end of its track.
    private static boolean isShownAs(Object value, double shown) {
        return number(value) == shown || (number(value) == 0 && shown <= LEFT_END_OF_RATES);
    }

    private static boolean isDrifting(Recipe recipe) {
        return recipe.toTree().get("maskUpdater") instanceof Map<?, ?> tree
                && tree.get("growFraction") instanceof Map<?, ?> grow
                && !"same".equals(grow.get("method"));
    }

    /// Paths of all numbers of a recipe that act when `timing` says.
    static List<String> numbers(Recipe recipe, Timing timing) {
        List<String> paths = new ArrayList<>();
        collect(Recipe.TYPE, "", recipe.toTree(), timing, paths);
        return paths;
    }

    private static void collect(
            MethodType<?> type, String above, Map<?, ?> tree, Timing timing, List<String> paths) {
        for (Param<?> param : type.params()) {
            String path = above + param.key();
            if (!tree.containsKey(param.key())) {
                continue; // steps where epochs say it
            }
            boolean isNumber = param instanceof Param.OfDouble || param instanceof Param.OfLong;
            if (isNumber && param.timing() == timing) {
                paths.add(path);
            } else if (tree.get(param.key()) instanceof Map<?, ?> below) {
                var method = Catalog.find(String.valueOf(below.get("method"))).orElseThrow();
                collect(method, path + ".", below, timing, paths);
            }
        }
    }
}
