package filigree.app;

import filigree.samples.Sample;
import filigree.samples.Samples;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `filigree samples`: the sample recipes, the id first on each line.
@Command(name = "samples")
final class SamplesCommand implements Callable<Integer> {
    private final Terminal terminal;

    SamplesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Words words = terminal.words();
        int width = Samples.all().stream().mapToInt(s -> s.id().length()).max().orElse(0);
        for (Sample sample : Samples.all()) {
            terminal.out()
                    .println(
                            ("%-" + width + "s  %s")
                                    .formatted(sample.id(), words.sample(sample.id())));
        }
        return ExitCode.DONE;
    }
}
