package filigree.app;

import filigree.model.error.UserFacingException;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Reads a command line, does what it says and turns what goes wrong into one sentence and an exit
/// code.
final class CommandLines {
    private CommandLines() {}

    /// @return the exit code, see [ExitCode]
    static int run(Terminal terminal, Places places, String... args) {
        CommandLine line = new CommandLine(new FiligreeCommand(terminal, places));
        Words words = terminal.words();
        line.addSubcommand(new TrainCommand(terminal, places));
        line.addSubcommand(new ReplayCommand(terminal, places));
        line.addSubcommand(new ReportCommand(terminal, places));
        line.addSubcommand(new GenerateCommand(terminal, places));
        line.addSubcommand(new BaselinesCommand(terminal, places));
        line.addSubcommand(new CostsCommand(terminal, places));
        line.addSubcommand(new QuantizeCommand(terminal, places));
        line.addSubcommand(new SensitivityCommand(terminal, places));
        line.addSubcommand(new ShrinkCommand(terminal, places));
        line.addSubcommand(new SamplesCommand(terminal));
        line.addSubcommand(new MethodsCommand(terminal, places));
        line.addSubcommand(new DataCommand(terminal, places));
        line.addSubcommand(new CalibrateCommand(terminal, places));
        line.setResourceBundle(words.bundle());
        line.setOut(terminal.out());
        line.setErr(terminal.err());
        line.setUsageHelpAutoWidth(true);
        line.setParameterExceptionHandler((e, _) -> refuse(terminal.err(), words, e));
        line.setExecutionExceptionHandler((e, _, _) -> {
            if (e instanceof UserFacingException u) {
                terminal.err().println(words.problems(u));
                return ExitCode.REFUSED;
            }
            return Bugs.report(terminal, places, e);
        });
        return line.execute(args);
    }

    private static int refuse(PrintWriter err, Words words, ParameterException e) {
        String help = e.getCommandLine().getCommandSpec().qualifiedName() + " --help";
        err.println(sentence(words, e) + " " + words.get("error.see-help", help));
        return ExitCode.REFUSED;
    }

    private static String sentence(Words words, ParameterException e) {
        ArgSpec argument = e.getArgSpec();
        String value = e.getValue();
        return switch (e) {
            case UnmatchedArgumentException u -> unmatched(words, u);
            case MissingParameterException m ->
                    words.get(
                            m.getMissing().stream().anyMatch(ArgSpec::isOption)
                                    ? "error.missing-value"
                                    : "error.missing-argument",
                            m.getMissing().stream()
                                    .map(CommandLines::name)
                                    .collect(Collectors.joining(", ")));
            default ->
                    argument != null && value != null
                            ? words.get("error.wrong-argument", value, name(argument))
                            : words.get("error.unclear", String.valueOf(e.getMessage()));
        };
    }

    private static String unmatched(Words words, UnmatchedArgumentException e) {
        String argument = String.join(" ", e.getUnmatched());
        List<String> suggestions = e.getSuggestions();
        return suggestions.isEmpty()
                ? words.get("error.unknown-argument", argument)
                : words.get("error.unknown-argument-near", argument, suggestions.getFirst());
    }

    private static String name(ArgSpec argument) {
        return argument.isOption()
                ? ((CommandLine.Model.OptionSpec) argument).longestName()
                : argument.paramLabel();
    }
}
