package filigree.model.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    private static final Map<String, Object> STATIC = Map.of("method", "static", "sparsity", 0.8);

    @TempDir Path folder;
    private final List<Path> runs = new ArrayList<>();

    @Test
    void givesMeanSpreadAndCount() {
        add("rigl", TinyRuns.rigl(), 0.90, 0.91, 0.92);
        add("static", STATIC, 0.89, 0.905, 0.90);
        Parsed report = report();
        // (0.90 + 0.91 + 0.92) / 3 and its deviation 0.01; (0.89 + 0.905 + 0.90) / 3, 0.0076376
        assertEquals("91.00 ± 1.00 %, n = 3", report.row("A rigl").get(2));
        assertEquals("89.83 ± 0.76 %, n = 3", report.row("B static").get(2));
        assertEquals("3 of 3", report.row("A rigl").get(1));
    }

    @Test
    void claimsNothingThatThreeSeedsDoNotShow() {
        add("rigl", TinyRuns.rigl(), 0.90, 0.91, 0.92);
        add("static", STATIC, 0.89, 0.905, 0.90);
        // differences 1.0, 0.5, 2.0 points: t = √7 with 2 degrees of freedom, p = 1 − √7 / 3
        assertTrue(
                report().text()
                        .contains(
                                "A rigl and B static are not distinguishable at n = 3: +1.17 points"
                                        + " of test accuracy (paired t-test, p = 0.118; 95 % interval −0.73 to"
                                        + " +3.06 points)"),
                report().text());
    }

    @Test
    void saysWhatIsAboveWhenItShows() {
        add("rigl", TinyRuns.rigl(), 0.900, 0.911, 0.922, 0.931);
        add("static", STATIC, 0.850, 0.860, 0.870, 0.881);
        String text = report().text();
        assertTrue(
                text.contains("A rigl is 5.08 points of test accuracy above B static (n = 4; "),
                text);
        assertTrue(text.contains("p < 0.001"), text);
    }

    @Test
    void claimsNothingFromOneOrTwoSeeds() {
        add("rigl", TinyRuns.rigl(), 0.90, 0.92);
        add("static", STATIC, 0.80, 0.81);
        add("dense", Map.of("method", "dense"), 0.95);
        String text = report().text();
        assertTrue(text.contains("Two seeds are too few for a claim"), text);
        assertTrue(
                text.contains("A rigl less C dense: −4.00 points of test accuracy, n = 2 and 1."),
                text);
        assertFalse(text.contains("accuracy above "), text);
    }

    @Test
    void leavesRunsOutOfTheMeanOnlyAloud() {
        add("rigl", TinyRuns.rigl(), 0.90, 0.92);
        var again = TinyRuns.recipe("rigl", 1, TinyRuns.rigl());
        runs.add(TinyRuns.written(folder.resolve("again"), again, "finished", 0.10));
        var aborted = TinyRuns.recipe("rigl", 9, TinyRuns.rigl());
        runs.add(TinyRuns.written(folder.resolve("aborted"), aborted, "stopped", 0.10));
        Parsed report = report();
        assertEquals("91.00 ± 1.41 %, n = 2", report.row("A rigl").get(2));
        assertEquals("2 of 4", report.row("A rigl").get(1));
        assertEquals("no: same seed as an earlier run", report.row("again").getLast());
        assertEquals("no: did not finish", report.row("aborted").getLast());
        assertEquals("yes", report.row("rigl-1").getLast());
    }

    @Test
    void namesWhatDiffers() {
        add("rigl", TinyRuns.rigl(), 0.90);
        add("static", STATIC, 0.80);
        Parsed report = report();
        assertEquals(
                List.of("maskUpdater.method", "rigl", "static"), report.row("maskUpdater.method"));
        assertFalse(
                report.elements("td").stream().anyMatch(c -> c.getTextContent().equals("seed")));
    }

    @Test
    void drawsMeanAndBandOfTrainedRuns() {
        for (int seed = 1; seed <= 2; seed++) {
            Path run = folder.resolve("r" + seed);
            TinyRuns.train(run, TinyRuns.recipe("r", seed, TinyRuns.rigl()), (_, _) -> {});
            runs.add(run);
        }
        Parsed report = report();
        assertEquals(
                2,
                report.elements("path").stream()
                        .filter(p -> p.getAttribute("class").equals("s-a band"))
                        .count());
        assertTrue(report.text().contains("A claim needs at least three."));
    }

    private void add(String name, Map<String, Object> updater, double... accuracies) {
        for (int i = 0; i < accuracies.length; i++) {
            Path run = folder.resolve(name + "-" + (i + 1));
            var recipe = TinyRuns.recipe(name, i + 1, updater);
            runs.add(TinyRuns.written(run, recipe, "finished", accuracies[i]));
        }
    }

    private Parsed report() {
        return Parsed.of(Report.write(runs, folder.resolve("many.html"), Locale.ENGLISH));
    }
}
