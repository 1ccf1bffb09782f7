package filigree.app;

import filigree.model.error.UserFacingException;
import filigree.model.train.IntegerCheck;
import filigree.model.train.PostTraining;
import filigree.model.train.PostTraining.Rounding;
import filigree.model.train.QuantizationCosts;
import filigree.model.train.QuantizationCosts.Choice;
import filigree.model.train.RunReader;
import filigree.model.train.Trainer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `filigree quantize RUN`: what rounding the weights of a trained network costs. Nothing is
/// trained or written.
@Command(name = "quantize", sortOptions = false)
final class QuantizeCommand implements Callable<Integer> {
    private static final int FEWEST = 2;
    private static final int MOST = 8;
    private static final List<String> GRANULARITIES = List.of("per-channel", "per-tensor");

    private final Terminal terminal;
    private final Places places;

    @Parameters(paramLabel = "RUN", descriptionKey = "argument.any-run")
    private Path run = Path.of("");

    @Option(names = "--bits", paramLabel = "N,…", split = ",", descriptionKey = "option.bits")
    private List<Integer> bits = List.of(2, 3, 4, 5, 6, 7, 8);

    @Option(names = "--bytes", paramLabel = "N", descriptionKey = "option.bytes")
    private Optional<Long> bytes = Optional.empty();

    @Option(names = "--keep", paramLabel = "P", descriptionKey = "option.keep")
    private double keep;

    @Option(names = "--granularity", paramLabel = "G", descriptionKey = "option.granularity")
    private String granularity = "per-channel";

    @Option(names = "--threads", paramLabel = "N", descriptionKey = "option.threads")
    private int threads = RunArguments.usualThreads();

    @Option(names = "--json", descriptionKey = "option.json-lines")
    private boolean json;

    QuantizeCommand(Terminal terminal, Places places) {
        this.terminal = terminal;
        this.places = places;
    }

    @Override
    public Integer call() {
        check();
        var ended = new PostTraining(new RunReader(run), places.dataFiles(), threads);
        var told = new QuantizationTables(terminal, json);
        var rounding = new Rounding(granularity, keep);
        int layers;
        Optional<Choice> chosen = Optional.empty();
        try (Trainer trainer = ended.rounded(rounding)) {
            layers = trainer.facts().shapes().size();
            var costs = new QuantizationCosts(trainer, bits);
            told.layers(costs.rows());
            told.all(all(costs, layers), keep);
            if (bytes.isPresent()) {
                chosen = Optional.of(costs.within(bytes.get()));
                told.chosen(chosen.get(), bytes.get(), trainer.facts().shapes());
            }
        }
        if (keep > 0) { // beside what none kept would have cost
            told.kept(keep);
            try (Trainer trainer = ended.rounded(new Rounding(granularity, 0))) {
                told.all(all(QuantizationCosts.unmeasured(trainer), layers), 0);
            }
        }
        integer(ended, rounding, Collections.nCopies(layers, MOST), told);
        chosen.ifPresent(c -> integer(ended, rounding, c.bits(), told));
        return ExitCode.DONE;
    }

    private List<Choice> all(QuantizationCosts costs, int layers) {
        return Stream.concat(
                        Stream.of(Float.SIZE),
                        bits.stream().sorted(Collections.reverseOrder()).distinct())
                .map(b -> costs.evaluate(Collections.nCopies(layers, b)))
                .toList();
    }

    private void check() {
        for (int b : bits) {
            if (b < FEWEST || b > MOST) {
                throw new UserFacingException("bits", b, FEWEST, MOST);
            }
        }
        if (!(keep >= 0 && keep <= 1)) {
            throw new UserFacingException("keep", keep);
        }
        if (!GRANULARITIES.contains(granularity)) {
            throw new UserFacingException(
                    "granularity", granularity, String.join(", ", GRANULARITIES));
        }
    }

    private static void integer(
            PostTraining ended, Rounding rounding, List<Integer> bits, QuantizationTables told) {
        try (Trainer trainer = ended.integer(rounding, bits)) {
            double rounded = trainer.validate().accuracy();
            told.integer(bits, IntegerCheck.of(trainer), rounded);
        } catch (UserFacingException e) {
            if (!e.problems().getFirst().id().equals("not-integer")) {
                throw e;
            }
            told.noIntegers(e);
        }
    }
}
