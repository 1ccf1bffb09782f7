package filigree.app;

import filigree.model.error.UserFacingException;
import filigree.model.file.Json;
import filigree.model.topology.Block;
import filigree.model.topology.NOfM;
import filigree.model.topology.NeuronPattern;
import filigree.model.train.SpeedMap;
import filigree.model.train.SpeedMap.Cell;
import filigree.model.train.SpeedMap.Quartiles;
import filigree.model.train.SpeedMeasurement;
import filigree.model.train.SpeedMeasurement.Subject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `filigree calibrate`: how much faster than dense ones sparse layers are on this machine.
@Command(name = "calibrate")
final class CalibrateCommand implements Callable<Integer> {
    private static final int MOST_SECONDS = 20;
    private static final List<Subject> SUBJECTS =
            List.of(
                    new Subject(new NOfM(2, 4), List.of(0.5)),
                    new Subject(new Block(4, 4), List.of(0.2, 0.1, 0.05, 0.02)),
                    new Subject(new NeuronPattern(), List.of(0.5, 0.2, 0.1)));
    private static final String ROW = "%-14s %-12s %7s %7s  %10s  %s%n";

    private final Terminal terminal;
    private final Places places;

    @Option(names = "--json", descriptionKey = "option.json")
    private boolean json;

    @Option(names = "--seconds", paramLabel = "N", descriptionKey = "option.seconds")
    private int seconds = 15;

    CalibrateCommand(Terminal terminal, Places places) {
        this.terminal = terminal;
        this.places = places;
    }

    @Override
    public Integer call() {
        Words words = terminal.words();
        if (seconds < 1 || seconds > MOST_SECONDS) {
            throw new UserFacingException("seconds", seconds, MOST_SECONDS);
        }
        terminal.err().println(words.get("calibrate.begins", seconds));
        terminal.flush();
        SpeedMap map = SpeedMeasurement.run(Duration.ofSeconds(seconds), SUBJECTS);
        Path file = places.speedMap();
        map.write(file);
        print(map, words);
        terminal.out().println(words.get("calibrate.kept", file));
        if (json) {
            terminal.out().println(Json.writeLine(map.toTree()));
        }
        return ExitCode.DONE;
    }

    private void print(SpeedMap map, Words words) {
        List<String> heads = new ArrayList<>();
        for (String column : List.of("pattern", "layer", "batch", "density", "time", "speed-up")) {
            heads.add(words.get("calibrate." + column));
        }
        terminal.out().printf(Locale.ROOT, ROW, heads.toArray());
        for (Cell c : map.cells()) {
            Quartiles s = c.speedUp();
            terminal.out()
                    .printf(
                            Locale.ROOT,
                            ROW,
                            c.pattern(),
                            c.columns() + "-" + c.rows(),
                            c.batch(),
                            c.density(),
                            number(c.micros().median()),
                            "%s [%s, %s]"
                                    .formatted(
                                            number(s.median()),
                                            number(s.lower()),
                                            number(s.upper())));
        }
        terminal.out()
                .println(
                        words.get(
                                "calibrate.crossover",
                                number(map.measuredCrossover()),
                                number(map.crossover())));
    }

    /// Three significant digits.
    private static String number(double value) {
        int whole = (int) Math.floor(Math.log10(Math.max(value, 1e-9))) + 1;
        return String.format(Locale.ROOT, "%." + Math.max(0, Math.min(3, 3 - whole)) + "f", value);
    }
}
