package filigree.app;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// A table in the terminal: the first column to the left, numbers to the right.
final class TextTable {
    private static final String GAP = "  ";
    private static final int FIRST_WIDE = 0x1100; // Chinese characters take two columns

    private final List<List<String>> rows = new ArrayList<>();

    TextTable(List<String> header) {
        rows.add(List.copyOf(header));
    }

    /// @param cells as many as the header has
    void add(List<String> cells) {
        if (cells.size() != rows.getFirst().size()) {
            throw new IllegalArgumentException(cells + " under " + rows.getFirst());
        }
        rows.add(List.copyOf(cells));
    }

    void print(PrintWriter out) {
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int c = 0; c < row.size(); c++) {
                int column = c;
                int wide = rows.stream().mapToInt(r -> width(r.get(column))).max().orElse(0);
                String space = " ".repeat(wide - width(row.get(c)));
                line.append(c == 0 ? row.get(c) + space : GAP + space + row.get(c));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    /// Columns a text takes.
    static int width(String text) {
        return text.codePoints().map(c -> isWide(c) ? 2 : 1).sum();
    }

    private static boolean isWide(int c) {
        return c >= FIRST_WIDE && !(c >= 0x2000 && c < 0x2e80); // dashes, minus and arrows are not
    }
}
