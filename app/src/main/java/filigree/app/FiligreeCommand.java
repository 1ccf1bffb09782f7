package filigree.app;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `filigree` alone: opens the window.
@Command(name = "filigree", versionProvider = Version.class, sortOptions = false)
final class FiligreeCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Places places;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            descriptionKey = "option.help")
    @SuppressWarnings("UnusedVariable") // the parser itself acts on it
    private boolean help;

    @Option(names = "--version", versionHelp = true, descriptionKey = "option.version")
    @SuppressWarnings("UnusedVariable") // the parser itself acts on it
    private boolean version;

    private boolean languageAsked;

    FiligreeCommand(Terminal terminal, Places places) {
        this.terminal = terminal;
        this.places = places;
    }

    /// Checks it only: it was read before the parser ran, see [Language].
    @Option(
            names = Language.OPTION,
            paramLabel = "en|zh",
            scope = ScopeType.INHERIT,
            descriptionKey = "option.lang")
    void language(String value) {
        if (Language.ofOption(value).isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "", null, spec.findOption(Language.OPTION), value);
        }
        languageAsked = true;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (languageAsked) { // from now on the window speaks it, whatever was chosen there before
            new Settings(Settings.read(places).theme(), Optional.of(terminal.locale()))
                    .write(places);
        }
        return WindowStarter.start(terminal, places, Optional.empty());
    }
}
