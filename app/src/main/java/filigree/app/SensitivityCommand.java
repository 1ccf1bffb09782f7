package filigree.app;

import filigree.model.error.UserFacingException;
import filigree.model.file.Json;
import filigree.model.train.PostTraining;
import filigree.model.train.RunReader;
import filigree.model.train.SensitivityScan;
import filigree.model.train.SensitivityScan.Point;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `filigree sensitivity RUN`: how accuracy falls with each layer pruned alone.
@Command(name = "sensitivity", sortOptions = false)
final class SensitivityCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Places places;

    @Parameters(paramLabel = "RUN", descriptionKey = "argument.any-run")
    private Path run = Path.of("");

    @Option(names = "--at", paramLabel = "S,…", split = ",", descriptionKey = "option.at")
    private List<Double> sparsities = SensitivityScan.SPARSITIES;

    @Option(names = "--threads", paramLabel = "N", descriptionKey = "option.threads")
    private int threads = RunArguments.usualThreads();

    @Option(names = "--json", descriptionKey = "option.json-lines")
    private boolean json;

    SensitivityCommand(Terminal terminal, Places places) {
        this.terminal = terminal;
        this.places = places;
    }

    @Override
    public Integer call() {
        for (double s : sparsities) {
            if (!(s >= 0 && s <= 1)) {
                throw new UserFacingException("sparsity", s);
            }
        }
        var ended = new PostTraining(new RunReader(run), places.dataFiles(), threads);
        try (var trainer = ended.plain()) {
            double whole = trainer.validate().accuracy();
            List<Point> points = SensitivityScan.of(trainer, sparsities, this::told);
            if (!json) {
                print(points, whole, trainer.split().validation().items());
            }
        }
        return ExitCode.DONE;
    }

    private void told(Point p) {
        if (json) {
            Map<String, @Nullable Object> line = new LinkedHashMap<>();
            line.put("layer", p.layer());
            line.put("sparsity", p.sparsity());
            line.put("sparsityBefore", p.before());
            line.put("validationAccuracy", p.result().accuracy());
            line.put("validationLoss", p.result().loss());
            terminal.out().println(Json.writeLine(line));
            terminal.flush();
        }
    }

    private void print(List<Point> points, double whole, int examples) {
        Words words = terminal.words();
        List<String> header = new ArrayList<>(List.of(words.get("costs.layer")));
        header.add(words.get("sensitivity.before"));
        sparsities.forEach(s -> header.add(words.percent(s)));
        var table = new TextTable(header);
        for (int at = 0; at < points.size(); at += sparsities.size()) {
            List<Point> row = points.subList(at, at + sparsities.size());
            List<String> cells = new ArrayList<>(List.of(row.getFirst().layer()));
            cells.add(words.percent(row.getFirst().before()));
            row.forEach(p ->
                    cells.add(
                            p.sparsity() <= p.before()
                                    ? "="
                                    : words.number(100 * p.result().accuracy(), 2)));
            table.add(cells);
        }
        table.print(terminal.out());
        terminal.out()
                .println(
                        words.get(
                                "sensitivity.note",
                                words.count(examples),
                                words.number(100 * whole, 2)));
    }
}
