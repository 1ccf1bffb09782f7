package filigree.app;

import filigree.model.train.RunReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `filigree report RUN…`: one page about one run or several.
@Command(name = "report", sortOptions = false)
final class ReportCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Places places;

    @Parameters(paramLabel = "RUN", arity = "1..*", descriptionKey = "argument.runs")
    private List<Path> runs = new ArrayList<>();

    @Option(names = "--out", paramLabel = "FILE", descriptionKey = "option.report-out")
    private Optional<Path> out = Optional.empty();

    ReportCommand(Terminal terminal, Places places) {
        this.terminal = terminal;
        this.places = places;
    }

    @Override
    public Integer call() {
        runs.forEach(RunReader::new); // refuses a folder without a run
        Path target = out.orElseGet(this::usualPlace).toAbsolutePath().normalize();
        terminal.out().println(Reports.write(runs, target, terminal.locale()));
        return ExitCode.DONE;
    }

    private Path usualPlace() {
        return runs.size() == 1 ? Reports.placeIn(runs.getFirst()) : places.newReport(Places.now());
    }
}
