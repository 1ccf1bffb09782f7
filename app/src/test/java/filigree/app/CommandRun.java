package filigree.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// One call of the program inside this process.
///
/// @param code the exit code
/// @param out what it wrote to the standard output
/// @param err what it wrote to the standard error
record CommandRun(int code, String out, String err) {
    static final Interrupts NEVER = _ -> () -> {};

    /// @param home where runs and logs go
    static CommandRun of(Path home, Locale locale, String... arguments) {
        return of(home, locale, NEVER, arguments);
    }

    static CommandRun of(Path home, Locale locale, Interrupts interrupts, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var terminal =
                new Terminal(new PrintWriter(out), new PrintWriter(err), 0, locale, interrupts);
        int code = CommandLines.run(terminal, new Places(home), arguments);
        terminal.flush();
        return new CommandRun(code, out.toString(), err.toString());
    }

    String lastLine() {
        List<String> lines = out.lines().toList();
        return lines.isEmpty() ? "" : lines.getLast();
    }
}
