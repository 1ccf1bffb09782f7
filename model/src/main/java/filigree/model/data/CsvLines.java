package filigree.model.data;

import filigree.model.error.UserFacingException;
import java.util.ArrayList;
import java.util.List;

/// The cells of a text in which something separates columns and lines end rows.
///
/// A cell in double quotes may hold the separator, and a quote written twice. Blank lines do not
/// count as rows. Blanks around a cell without quotes are dropped.
///
/// Source: Y. Shafranovich 2005, RFC 4180; without line breaks inside cells.
final class CsvLines {
    /// @param number of the line in the file, from 1
    record Row(int number, List<String> cells) {
        Row {
            cells = List.copyOf(cells);
        }
    }

    private final String name;
    private final char delimiter;

    /// @param name of the file, for errors
    CsvLines(String name, char delimiter) {
        this.name = name;
        this.delimiter = delimiter;
    }

    /// Returns the rows, the first of which may be a heading.
    ///
    /// @throws UserFacingException naming the line, if rows differ in length or a quote is open
    List<Row> read(String text) {
        List<Row> rows = new ArrayList<>();
        int number = 0;
        int columns = -1;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            var row = new Row(number, cells(line, number));
            if (columns >= 0 && row.cells().size() != columns) {
                throw new UserFacingException(
                        "csv-ragged", name, number, row.cells().size(), columns);
            }
            columns = row.cells().size();
            rows.add(row);
        }
        return rows;
    }

    private List<String> cells(String line, int number) {
        List<String> cells = new ArrayList<>();
        int at = 0;
        while (true) {
            while (at < line.length() && line.charAt(at) == ' ') {
                at++;
            }
            if (at < line.length() && line.charAt(at) == '"') {
                at = quoted(line, at + 1, number, cells);
            } else {
                int end = line.indexOf(delimiter, at);
                end = end < 0 ? line.length() : end;
                cells.add(line.substring(at, end).strip());
                at = end;
            }
            if (at == line.length()) {
                return cells;
            }
            at++; // the delimiter
        }
    }

    /// @return where the delimiter or the end is
    private int quoted(String line, int from, int number, List<String> cells) {
        var cell = new StringBuilder();
        int at = from;
        while (true) {
            int quote = line.indexOf('"', at);
            if (quote < 0) {
                throw new UserFacingException("csv-quote", name, number, cells.size() + 1);
            }
            cell.append(line, at, quote);
            at = quote + 1;
            if (at == line.length() || line.charAt(at) != '"') {
                break;
            }
            cell.append('"');
            at++;
        }
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        if (at < line.length() && line.charAt(at) != delimiter) {
            throw new UserFacingException("csv-quote", name, number, cells.size() + 1);
        }
        cells.add(cell.toString());
        return at;
    }
}
