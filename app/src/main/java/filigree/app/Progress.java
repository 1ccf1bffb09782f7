package filigree.app;

import filigree.model.data.TextSource;
import filigree.model.train.Evaluation;
import filigree.model.train.Run;
import filigree.model.train.Snapshot;
import java.util.stream.Stream;

/// How a run goes: one line redrawn in place in a terminal, else a plain line now and then.
final class Progress implements AutoCloseable {
    private static final long REDRAW_MILLIS = 200;
    private static final long LINE_MILLIS = 5_000;
    private static final int BAR = 20;

    private final Terminal terminal;
    private final Words words;
    private final Run run;
    private final Thread thread;

    Progress(Terminal terminal, Run run) {
        this.terminal = terminal;
        this.words = terminal.words();
        this.run = run;
        this.thread = Thread.ofVirtual().name("progress").unstarted(this::loop);
    }

    void start() {
        thread.start();
    }

    private void loop() {
        try {
            while (true) {
                Thread.sleep(terminal.isInteractive() ? REDRAW_MILLIS : LINE_MILLIS);
                show(run.latest());
            }
        } catch (InterruptedException _) {
            // close() interrupts: that is the end
        }
    }

    private void show(Snapshot s) {
        if (terminal.isInteractive()) {
            terminal.err().print("\r" + line(s, terminal.columns() - 1, words) + "\u001b[K");
        } else {
            terminal.err().println(text(s, words));
        }
        terminal.err().flush();
    }

    /// A bar and the text, or as much of both as fits.
    ///
    /// @param columns of the terminal, less the last one, where some would break the line
    static String line(Snapshot s, int columns, Words words) {
        int filled = (int) (BAR * s.step() / Math.max(1, s.steps()));
        String bar = "[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "] ";
        String brief = text(s, words, "progress.brief");
        String whole =
                Stream.of(bar + text(s, words), bar + brief, brief)
                        .filter(line -> TextTable.width(line) <= columns)
                        .findFirst()
                        .orElse(brief);
        while (TextTable.width(whole) > columns && !whole.isEmpty()) {
            whole = whole.substring(0, whole.length() - 1);
        }
        return whole;
    }

    static String text(Snapshot s, Words words) {
        return text(s, words, "progress");
    }

    /// Images and their accuracy, or characters and their perplexity.
    private static String text(Snapshot s, Words words, String key) {
        int context = s.recipe().data() instanceof TextSource text ? text.context() : 0;
        return words.get(
                context > 0 ? key + ".text" : key,
                words.count(s.step()),
                words.count(s.steps()),
                words.number(s.epoch(), 1),
                s.validation().map(v -> quality(v, words)).orElse("-"),
                words.percent(s.sparsity()),
                words.count(Math.round(s.imagesPerSecond() * Math.max(1, context))),
                left(s));
    }

    private static String quality(Evaluation v, Words words) {
        return v.perplexity().isPresent()
                ? words.number(v.perplexity().getAsDouble(), 3)
                : words.percent(v.accuracy());
    }

    private static String left(Snapshot s) {
        return s.step() == 0
                ? "-"
                : Words.duration(s.seconds() * (s.steps() - s.step()) / s.step());
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (terminal.isInteractive()) {
            show(run.latest());
            terminal.err().println();
        }
    }
}
