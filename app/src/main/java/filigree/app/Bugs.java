package filigree.app;

import filigree.model.error.UserFacingException;
import filigree.model.file.AtomicFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/// Says in one sentence that we broke something, and writes the rest to a file.
final class Bugs {
    private Bugs() {}

    static int report(Terminal terminal, Places places, Throwable bug) {
        var trace = new StringWriter();
        bug.printStackTrace(new PrintWriter(trace));
        Path log = places.newLog(Places.now());
        String what = bug.getClass().getSimpleName();
        try {
            Files.createDirectories(log.getParent());
            AtomicFile.writeString(log, trace.toString());
            terminal.err().println(terminal.words().get("error.bug", what, log));
        } catch (IOException | UserFacingException _) { // better the trace than nothing
            terminal.err().println(terminal.words().get("error.bug-unlogged", what));
            terminal.err().print(trace);
        }
        return ExitCode.BUG;
    }
}
