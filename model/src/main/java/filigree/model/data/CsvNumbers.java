package filigree.model.data;

import filigree.model.error.UserFacingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A small table of whole numbers, comma between columns, one row a line, no heading.
///
/// Strict: every row has the same columns, every cell is a number; what is not names its row and
/// column, counted from 1.
final class CsvNumbers {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");

    private final String name;
    private final List<int[]> rows = new ArrayList<>();

    private CsvNumbers(String name) {
        this.name = name;
    }

    /// Reads a table.
    ///
    /// @param name of the file, for errors
    /// @param bytes in UTF-8, of which numbers need only ASCII
    /// @param columns of every row
    /// @throws UserFacingException naming file, row and column
    static CsvNumbers read(String name, byte[] bytes, int columns) {
        var table = new CsvNumbers(name);
        new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .forEach(line -> table.rows.add(table.row(line, columns)));
        return table;
    }

    private int[] row(String line, int columns) {
        String[] cells = line.split(",", -1);
        if (cells.length != columns) {
            throw new UserFacingException(
                    "csv-columns", name, rows.size() + 1, cells.length, columns);
        }
        var row = new int[columns];
        for (int i = 0; i < columns; i++) {
            if (!NUMBER.matcher(cells[i]).matches()) {
                throw new UserFacingException(
                        "csv-number", name, rows.size() + 1, i + 1, shortened(cells[i]));
            }
            row[i] = Integer.parseInt(cells[i]);
        }
        return row;
    }

    private static String shortened(String cell) {
        return cell.length() <= 30 ? cell : cell.substring(0, 30) + "…";
    }

    int rows() {
        return rows.size();
    }

    /// Returns a cell, counted from 0.
    ///
    /// @throws UserFacingException naming file, row and column, unless it is 0 to `maximum`
    int get(int row, int column, int maximum) {
        int value = rows.get(row)[column];
        if (value < 0 || value > maximum) {
            throw new UserFacingException("csv-range", name, row + 1, column + 1, value, maximum);
        }
        return value;
    }
}
