package filigree.app;

import filigree.model.file.Sizes;

/// How a download goes: one line redrawn in place in a terminal, else a plain line at each tenth.
final class DownloadProgress implements AutoCloseable {
    private static final int BAR = 20;
    private static final int TENTHS = 10;
    private static final int DRAWINGS = 1_000; // of the whole: finer cannot be seen

    private final Terminal terminal;
    private final String name;
    private final long total;
    private long before;
    private long shown = -1;

    /// @param name of what is fetched
    /// @param total bytes of all its files
    DownloadProgress(Terminal terminal, String name, long total) {
        this.terminal = terminal;
        this.name = name;
        this.total = total;
    }

    /// So many bytes of the present file are there.
    void at(long bytes) {
        long now = before + bytes;
        long parts = terminal.isInteractive() ? DRAWINGS : TENTHS;
        long part = parts * now / total;
        if (part != shown) {
            shown = part;
            show(now);
        }
    }

    /// A file is complete.
    void done(long bytes) {
        before += bytes;
    }

    private void show(long now) {
        if (terminal.isInteractive()) {
            terminal.err().print("\r" + line(now, terminal.columns() - 1) + "\u001b[K");
        } else {
            terminal.err().println(text(now));
        }
        terminal.err().flush();
    }

    private String line(long now, int columns) {
        int filled = (int) (BAR * now / total);
        String bar = "[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "] ";
        String whole = bar + text(now);
        return whole.length() <= columns ? whole : text(now);
    }

    private String text(long now) {
        Words words = terminal.words();
        return words.get(
                "data.progress",
                name,
                Sizes.text(now),
                Sizes.text(total),
                words.percent((double) now / total));
    }

    @Override
    public void close() {
        if (terminal.isInteractive() && shown >= 0) {
            terminal.err().println();
        }
    }
}
