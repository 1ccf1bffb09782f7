package filigree.model.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.text.Refusal;
import filigree.model.train.Command;
import filigree.model.train.Snapshot;
import filigree.model.train.TrainingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir Path folder;

    @Test
    void containsTheNumbersOfItsRun() {
        Snapshot end = train("numbers", (_, _) -> {});
        Parsed report = report(Locale.ENGLISH);

        double accuracy = end.validation().orElseThrow().accuracy();
        assertEquals(percent(accuracy, 2), report.row("Validation accuracy").get(1));
        assertTrue(report.row("Validation accuracy").get(2).contains("of 100 validation images"));
        assertTrue(report.row("Test accuracy").get(2).contains("of 200 test images"));
        assertTrue(report.row("Test accuracy").get(2).contains("looked at once"));
        assertEquals("120 of 120", report.row("Steps").get(1));
        assertEquals(percent(end.sparsity(), 2), report.row("Sparsity").get(1));
        assertEquals(percent(end.effectiveSparsity(), 2), report.row("Effective sparsity").get(1));
        assertEquals(percent(end.explored(), 2), report.row("Explored, R_s").get(1));
        var fc1 = end.layers().getFirst().mask();
        assertEquals(
                List.of("fc1", "24 × 64", "1,536", Integer.toString(fc1.activeCount())),
                report.row("fc1").subList(0, 4));
        assertEquals("1,776", report.row("total").get(2));
        assertTrue(report.text().contains("Nothing was changed by hand."));
        assertTrue(report.text().contains("One seed. A claim needs at least three"));
        assertTrue(report.text().contains("every 10 steps from 10 to 90"), report.text());
        assertTrue(report.text().contains("--seed 7"));
        assertTrue(report.text().contains("filigree replay " + folder.getFileName()));
    }

    @Test
    void drawsCurvesAndMasks() {
        train("pictures", (_, _) -> {});
        Parsed report = report(Locale.ENGLISH);
        long charts =
                report.elements("svg").stream()
                        .filter(e -> e.getAttribute("class").equals("chart"))
                        .count();
        assertEquals(8, charts);
        // six of the fan-in, their scale, and start and end of two layers
        assertEquals(6 + 1 + 4, report.elements("img").size());
        for (var path : report.elements("path")) {
            assertFalse(path.getAttribute("d").contains("NaN"), path.getAttribute("d"));
        }
    }

    @Test
    void needsNothingFromOutside() {
        train("alone", (_, _) -> {});
        for (Locale locale : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
            Parsed report = report(locale);
            assertFalse(report.source().contains("://"));
            for (String tag : List.of("script", "link", "iframe", "object", "base", "form")) {
                assertEquals(List.of(), report.elements(tag), tag);
            }
            report.elements("img")
                    .forEach(i -> assertTrue(i.getAttribute("src").startsWith("data:image/png;")));
            assertFalse(report.source().contains("url("));
            assertTrue(report.source().contains("default-src &#39;none&#39;"));
        }
    }

    @Test
    void givesTheSameBytesTwice() throws IOException {
        train("twice", (_, _) -> {});
        Path first = Report.write(List.of(folder), Report.target(folder), Locale.ENGLISH);
        assertEquals(folder.resolve("report").resolve("report.html"), first);
        byte[] bytes = Files.readAllBytes(first);
        Report.write(List.of(folder), first, Locale.ENGLISH);
        assertArrayEquals(bytes, Files.readAllBytes(first));
    }

    @Test
    void speaksTwoLanguages() {
        train("languages", (_, _) -> {});
        Parsed chinese = report(Locale.SIMPLIFIED_CHINESE);
        assertTrue(chinese.text().contains("没有手动更改。"));
        assertEquals("zh-CN", chinese.elements("html").getFirst().getAttribute("lang"));
        assertFalse(chinese.text().contains("not recorded"));
    }

    @Test
    void keepsNamesText() {
        String name = "<img src=x onerror='alert(1)'> & \"\u202egnp\u0001";
        train(name, (_, _) -> {});
        Parsed report = report(Locale.ENGLISH);
        assertEquals(
                "<img src=x onerror='alert(1)'> & \"\ufffdgnp\ufffd",
                report.elements("h1").getFirst().getTextContent());
        report.elements("img").forEach(i -> assertTrue(i.getAttribute("src").startsWith("data:")));
    }

    @Test
    void tellsWhatAHandChanged() {
        train(
                "hand",
                (run, event) -> {
                    if (event instanceof TrainingEvent.MasksChanged e && e.step() == 30) {
                        run.submit(new Command.Change("maskUpdater.sparsity", 0.9));
                        run.submit(new Command.LookAtTest());
                    }
                });
        Parsed report = report(Locale.ENGLISH);
        assertTrue(report.text().contains("0.8 → 0.9"));
        assertTrue(report.text().contains("maskUpdater.sparsity"));
        assertEquals("90.03 %", report.row("Sparsity").get(1));
        assertTrue(report.text().contains("looked at 2 times"));
        assertTrue(report.text().contains("also before the end"));
        assertTrue(report.text().contains("✗ not met"));
    }

    @Test
    void tellsThatARunWasAborted() {
        train(
                "aborted",
                (run, event) -> {
                    if (event instanceof TrainingEvent.MasksChanged e && e.step() == 40) {
                        run.submit(new Command.Stop());
                    }
                });
        Parsed report = report(Locale.ENGLISH);
        assertTrue(
                report.text().contains("The run was aborted: it was stopped after step 41 of 120"));
        assertTrue(report.text().contains("the test set was not looked at"));
        assertEquals("41 of 120", report.row("Steps").get(1));
    }

    @Test
    void tellsThatARunDiverged() throws IOException {
        var recipe = TinyRuns.recipe("diverged", 7, TinyRuns.rigl());
        TinyRuns.written(folder, recipe, "diverged", 0.1);
        Files.writeString(
                folder.resolve("metrics.jsonl"),
                "{\"step\":1,\"trainingLoss\":\"NaN\",\"trainingAccuracy\":\"NaN\","
                        + "\"validationLoss\":\"Infinity\",\"validationAccuracy\":\"NaN\","
                        + "\"learningRate\":\"NaN\",\"sparsity\":\"NaN\",\"seconds\":0.1}\n");
        for (Locale locale : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
            assertFalse(report(locale).source().contains("NaN"));
        }
        Parsed report = report(Locale.ENGLISH);
        assertTrue(report.text().contains("The run diverged: after step 120 of 120"));
        assertEquals("not a finite number", report.row("Training loss").get(1));
        assertTrue(report.text().contains("there is no curve to draw"));
    }

    @Test
    void tellsThatARunIsEmpty() throws IOException {
        Files.writeString(folder.resolve("run.json"), "{}");
        Parsed report = report(Locale.ENGLISH);
        assertTrue(report.text().contains("killed before anything was measured"));
        assertTrue(report.text().contains("Something could not be read: There is no file"));
        assertEquals("not recorded", report.row("Validation accuracy").get(1));
        assertEquals(1, report.elements("svg").size()); // the mark of the application
    }

    @Test
    void losesOnlyWhatIsDamaged() throws IOException {
        train("damaged", (_, _) -> {});
        Path update = folder.resolve("topology").resolve("step-000000050.safetensors");
        Files.write(update, new byte[] {1, 2, 3});
        Files.writeString(folder.resolve("metrics.jsonl"), "{\"step\":\n{}\n");
        Parsed report = report(Locale.ENGLISH);
        assertTrue(report.text().contains("The masks cannot be rebuilt"));
        assertTrue(report.text().contains("is not a safetensors file"));
        assertTrue(report.text().contains("metrics.jsonl, line 1"));
        assertFalse(report.text().contains(folder.toString()));
        assertEquals("120 of 120", report.row("Steps").get(1));
    }

    @Test
    void staysSilentAboutMasksOfADenseRun() {
        TinyRuns.train(
                folder, TinyRuns.recipe("dense", 7, Map.of("method", "dense")), (_, _) -> {});
        Parsed report = report(Locale.ENGLISH);
        assertTrue(report.text().contains("Every weight is active, so there is no mask to show."));
        assertTrue(report.text().contains("No update of the masks was executed."));
        assertEquals(0, report.elements("img").size());
    }

    @Test
    void refusesAFolderWithoutRun() {
        Refusal.of("run-missing", () -> report(Locale.ENGLISH));
    }

    private Snapshot train(
            String name,
            java.util.function.BiConsumer<filigree.model.train.Run, TrainingEvent> told) {
        return TinyRuns.train(folder, TinyRuns.recipe(name, 7, TinyRuns.rigl()), told);
    }

    private Parsed report(Locale locale) {
        return Parsed.of(
                Report.write(List.of(folder), folder.resolve("out").resolve("r.html"), locale));
    }

    private static String percent(double fraction, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f %%", 100 * fraction);
    }
}
