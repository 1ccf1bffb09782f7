package filigree.app;

import filigree.model.train.Generator;
import filigree.model.train.RunReader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `filigree generate RUN PROMPT`: goes on with a text as the model of a run would have it.
@Command(name = "generate", sortOptions = false)
final class GenerateCommand implements Callable<Integer> {
    private static final int MOST = 100_000;

    private final Terminal terminal;
    private final Places places;

    @Parameters(index = "0", paramLabel = "RUN", descriptionKey = "argument.model")
    private Path run = Path.of("");

    @Parameters(index = "1", paramLabel = "PROMPT", descriptionKey = "argument.prompt")
    private String prompt = "";

    @Option(names = "--length", paramLabel = "N", descriptionKey = "option.length")
    private int length = 400;

    @Option(names = "--temperature", paramLabel = "T", descriptionKey = "option.temperature")
    private double temperature = 0.8;

    @Option(names = "--seed", paramLabel = "N", descriptionKey = "option.draw")
    private long seed = 1;

    GenerateCommand(Terminal terminal, Places places) {
        this.terminal = terminal;
        this.places = places;
    }

    @Override
    public Integer call() {
        Generator generator = Generator.of(new RunReader(run), places.dataFiles());
        int characters = Math.clamp(length, 0, MOST);
        terminal.out().println(prompt + generator.generate(prompt, characters, temperature, seed));
        return ExitCode.DONE;
    }
}
