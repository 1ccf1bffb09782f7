package filigree.app;

import filigree.model.error.UserFacingException;
import filigree.model.file.Json;
import filigree.model.sparsity.LayerShape;
import filigree.model.train.IntegerCheck;
import filigree.model.train.QuantizationCosts.Choice;
import filigree.model.train.QuantizationCosts.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What rounding costs, as tables and sentences, or as JSON, one object a line.
final class QuantizationTables {
    private static final int DIGITS = 4;

    private final Terminal terminal;
    private final Words words;
    private final boolean json;

    QuantizationTables(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.words = terminal.words();
        this.json = json;
    }

    private void write(Map<String, @Nullable Object> line) {
        terminal.out().println(Json.writeLine(line));
    }

    /// Each layer by itself, and with those before it.
    void layers(List<Row> rows) {
        if (json) {
            for (Row row : rows) {
                Map<String, @Nullable Object> line = new LinkedHashMap<>();
                line.put("layer", row.layer());
                line.put("bits", row.bits());
                line.put("lossAlone", row.alone());
                line.put("lossAccumulated", row.accumulated());
                line.put("bytes", row.bytes());
                write(line);
            }
            return;
        }
        terminal.out().println(words.get("quantize.alone"));
        table(rows, Row::alone);
        terminal.out().println(words.get("quantize.accumulated"));
        table(rows, Row::accumulated);
    }

    private void table(List<Row> rows, ToDoubleFunction<Row> loss) {
        List<Integer> bits = rows.stream().map(Row::bits).distinct().toList();
        List<String> header = new ArrayList<>(List.of(words.get("costs.layer")));
        bits.forEach(b -> header.add(words.get("quantize.bits", b)));
        var table = new TextTable(header);
        for (int at = 0; at < rows.size(); at += bits.size()) {
            List<String> cells = new ArrayList<>(List.of(rows.get(at).layer()));
            rows.subList(at, at + bits.size())
                    .forEach(row -> cells.add(signed(loss.applyAsDouble(row))));
            table.add(cells);
        }
        table.print(terminal.out());
        terminal.out().println();
    }

    private String signed(double loss) {
        return (loss > 0 ? "+" : "") + words.number(loss, DIGITS);
    }

    /// The same bits for all layers.
    ///
    /// @param keep fraction of weights that stay 32-bit numbers
    void all(List<Choice> choices, double keep) {
        if (json) {
            for (Choice choice : choices) {
                Map<String, @Nullable Object> line = choice(choice);
                line.put("keep", keep);
                write(line);
            }
            return;
        }
        var table =
                new TextTable(
                        List.of(
                                words.get("quantize.all"),
                                words.get("quantize.accuracy"),
                                words.get("quantize.loss"),
                                words.get("quantize.bytes")));
        for (Choice c : choices) {
            table.add(
                    List.of(
                            words.get("quantize.bits", c.bits().getFirst()),
                            words.number(100 * c.evaluation().accuracy(), 2) + " %",
                            words.number(c.evaluation().loss(), DIGITS),
                            words.count(c.bytes())));
        }
        table.print(terminal.out());
        terminal.out().println();
    }

    private static Map<String, @Nullable Object> choice(Choice choice) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("layerBits", choice.bits());
        line.put("bytes", choice.bytes());
        line.put("validationAccuracy", choice.evaluation().accuracy());
        line.put("validationLoss", choice.evaluation().loss());
        return line;
    }

    /// What comes next has no kept weights.
    void kept(double keep) {
        if (!json) {
            terminal.out().println(words.get("quantize.kept", words.percent(keep)));
        }
    }

    /// Bits that fit into a number of bytes.
    void chosen(Choice choice, long budget, List<LayerShape> layers) {
        if (json) {
            Map<String, @Nullable Object> line = choice(choice);
            line.put("budget", budget);
            write(line);
            return;
        }
        List<String> each = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            each.add(layers.get(l).name() + " " + choice.bits().get(l));
        }
        terminal.out()
                .println(
                        words.get(
                                "quantize.chosen",
                                words.count(budget),
                                String.join(", ", each),
                                words.count(choice.bytes()),
                                words.number(100 * choice.evaluation().accuracy(), 2)));
    }

    /// Whole numbers against rounded ones.
    ///
    /// @param rounded accuracy of the latter
    void integer(List<Integer> bits, IntegerCheck check, double rounded) {
        if (json) {
            Map<String, @Nullable Object> line = new LinkedHashMap<>();
            line.put("integerBits", bits);
            line.put("examples", check.examples());
            line.put("differ", check.differ());
            line.put("integerAccuracy", (double) check.correct() / check.examples());
            line.put("roundedAccuracy", rounded);
            line.put("storedWeights", check.storedWeights());
            write(line);
            return;
        }
        terminal.out()
                .println(
                        words.get(
                                "quantize.integer",
                                bits.stream()
                                        .distinct()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(", ")),
                                words.count(check.differ()),
                                words.count(check.examples()),
                                words.number(100.0 * check.correct() / check.examples(), 2),
                                words.number(100 * rounded, 2),
                                words.count(check.storedWeights())));
    }

    /// A network that has no form in whole numbers.
    void noIntegers(UserFacingException e) {
        if (json) {
            Map<String, @Nullable Object> line = new LinkedHashMap<>();
            line.put("integerBits", null);
            line.put("layer", e.problems().getFirst().arguments().getFirst());
            write(line);
        } else {
            terminal.out().println(words.problems(e));
        }
    }
}
