package filigree.model.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.data.DataFiles;
import filigree.model.recipe.Recipe;
import filigree.model.train.Evaluation;
import filigree.model.train.Run;
import filigree.model.train.RunFolder;
import filigree.model.train.Trainer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run that learned a text tells of characters, not of images.
class TextReportTest {
    @TempDir private Path folder = Path.of("");
    private double effectiveSparsity;

    @Test
    void tellsPerplexityAndCharacters() throws InterruptedException {
        Evaluation end = train();
        Parsed report = report(Locale.ENGLISH);
        String perplexity = "perplexity %.3f".formatted(end.perplexity().orElseThrow());
        List<String> validation = report.row("Validation accuracy");
        assertTrue(validation.get(2).contains(perplexity), validation.toString());
        assertTrue(validation.get(2).contains("of 496 validation characters"), validation.get(2));
        assertEquals("496", report.row("Validation characters").get(1));
        assertTrue(report.row("Throughput").get(1).endsWith("characters/s"));
        assertTrue(report.text().contains("20 steps of 64 characters"), report.text());
        assertEquals("block1.q", report.row("block1.q").getFirst());
        assertEquals(
                "%.2f %%".formatted(100 * effectiveSparsity),
                report.row("Effective sparsity").get(1));
        double effective = Double.parseDouble(report.row("total").get(5).replace(" %", ""));
        assertEquals(100 * (1 - effectiveSparsity), effective, 0.006);
        assertEquals("c", report.row("c").getFirst(), "a class is called by its letter");
        assertFalse(report.text().contains("validation images)"), report.text());
    }

    @Test
    void readsInChinese() throws InterruptedException {
        train();
        Parsed report = report(Locale.SIMPLIFIED_CHINESE);
        assertTrue(report.text().contains("困惑度"));
        assertTrue(report.text().contains("496 个验证字符"));
    }

    private Evaluation train() throws InterruptedException {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", "letters");
        tree.put("batch", 4);
        tree.put("steps", 20);
        tree.put(
                "data",
                Map.of(
                        "method",
                        "markov-text",
                        "characters",
                        5_000,
                        "letters",
                        5,
                        "order",
                        1,
                        "context",
                        16,
                        "validationShare",
                        0.1));
        tree.put("network", Map.of("method", "gpt", "layers", 2, "width", 8, "heads", 2));
        tree.put("maskUpdater", Map.of("method", "rigl", "sparsity", 0.9, "every", 10));
        Recipe recipe = Recipe.fromTree(tree);
        var trainer = new Trainer(recipe, DataFiles.in(folder), 1);
        var keeper = new RunFolder(folder.resolve("run"), recipe, Run.environment(1));
        var run = new Run(trainer, Optional.of(keeper), Run.Options.whole());
        run.start();
        run.join();
        effectiveSparsity = run.latest().effectiveSparsity();
        return run.latest().validation().orElseThrow();
    }

    private Parsed report(Locale locale) {
        Path run = folder.resolve("run");
        return Parsed.of(Report.write(List.of(run), Report.target(run), locale));
    }
}
