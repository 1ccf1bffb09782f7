package filigree.app;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;

/// Where a command writes, and in which language.
///
/// @param out results
/// @param err progress and errors
/// @param columns width of the terminal behind `err`; 0 if it is none, so that nothing is drawn in
///   place
/// @param interrupts what Ctrl-C does
record Terminal(
        PrintWriter out, PrintWriter err, int columns, Locale locale, Interrupts interrupts) {
    private static final int USUAL_COLUMNS = 80;

    /// The standard streams of this process.
    static Terminal ofProcess(Locale locale) {
        var terminal =
                new Terminal(
                        writer(System.out, System.out.charset()),
                        writer(System.err, System.err.charset()),
                        width(),
                        locale,
                        Interrupts.ofProcess());
        if (terminal.isInteractive() && ModuleLayer.boot().findModule(VECTORS).isPresent()) {
            // Java warns of incubator modules in one line, just before main, and cannot be told
            // not to. Whoever sits at the terminal cannot do anything about it.
            terminal.err.print("\u001b[1A\u001b[2K");
            terminal.err.flush();
        }
        return terminal;
    }

    private static final String VECTORS = "jdk.incubator.vector";

    private static PrintWriter writer(java.io.OutputStream stream, Charset charset) {
        return new PrintWriter(stream, true, charset);
    }

    /// The launcher knows whether someone looks; Java itself cannot ask about `err` alone.
    private static int width() {
        if (!Boolean.getBoolean("filigree.terminal")) {
            return 0;
        }
        int columns = Integer.getInteger("filigree.columns", USUAL_COLUMNS);
        return columns > 0 ? columns : USUAL_COLUMNS;
    }

    boolean isInteractive() {
        return columns > 0;
    }

    Words words() {
        return new Words(locale);
    }

    void flush() {
        out.flush();
        err.flush();
    }
}
