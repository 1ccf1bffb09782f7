package filigree.model.data;

import filigree.model.error.UserFacingException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A table whose rows have one class and otherwise finite numbers.
final class CsvTable {
    // what Double.parseDouble would take besides, like NaN, 1f or 0x1p3, is no number in a table
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][+-]?\\d{1,4})?");
    private static final int SHOWN_CHARACTERS = 30;

    private final String name;
    private final List<String> labels = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private final int features;
    private float[] numbers = {};

    private CsvTable(String name, int features) {
        this.name = name;
        this.features = features;
    }

    /// Reads a table.
    ///
    /// @param name of the file, for errors
    /// @param text all of it
    /// @param form its delimiter, heading and column with the class
    /// @throws UserFacingException naming line and column
    static CsvTable read(String name, String text, Csv form) {
        List<CsvLines.Row> rows = new CsvLines(name, form.delimiter().character()).read(text);
        List<String> names = form.header() && !rows.isEmpty() ? rows.getFirst().cells() : List.of();
        List<CsvLines.Row> body = names.isEmpty() ? rows : rows.subList(1, rows.size());
        if (body.isEmpty()) {
            throw new UserFacingException("csv-empty", name);
        }
        int columns = body.getFirst().cells().size();
        if (columns < 2) {
            throw new UserFacingException("csv-one-column", name);
        }
        int label = labelColumn(name, names, columns, form.label());
        var table = new CsvTable(name, columns - 1);
        if ((long) body.size() * table.features > Integer.MAX_VALUE - 8) {
            throw new UserFacingException("csv-too-large", name, body.size(), columns);
        }
        table.numbers = new float[body.size() * table.features];
        for (CsvLines.Row row : body) {
            table.add(row, label, names);
        }
        return table;
    }

    private static int labelColumn(String name, List<String> names, int columns, String label) {
        if (label.isEmpty()) {
            return columns - 1;
        }
        if (names.contains(label)) {
            return names.indexOf(label);
        }
        if (label.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(label);
            if (number >= 1 && number <= columns) {
                return number - 1;
            }
        }
        throw new UserFacingException("csv-label-column", name, label, columns);
    }

    private void add(CsvLines.Row row, int label, List<String> names) {
        int at = labels.size() * features;
        for (int i = 0; i < row.cells().size(); i++) {
            String cell = row.cells().get(i);
            if (i != label) {
                numbers[at++] = number(cell, row.number(), i, names);
            } else if (cell.isEmpty()) {
                throw new UserFacingException("csv-no-class", name, row.number(), i + 1);
            }
        }
        labels.add(row.cells().get(label));
        lines.add(row.number());
    }

    private float number(String cell, int line, int column, List<String> names) {
        float number =
                NUMBER.matcher(cell).matches() ? (float) Double.parseDouble(cell) : Float.NaN;
        if (!Float.isFinite(number)) {
            String shown =
                    cell.length() <= SHOWN_CHARACTERS
                            ? cell
                            : cell.substring(0, SHOWN_CHARACTERS) + "…";
            String which = names.isEmpty() ? "" : " (" + names.get(column) + ")";
            throw new UserFacingException("csv-cell", name, line, column + 1 + which, shown);
        }
        return number;
    }

    String name() {
        return name;
    }

    int rows() {
        return labels.size();
    }

    int features() {
        return features;
    }

    /// Class of a row, as it is written.
    String label(int row) {
        return labels.get(row);
    }

    /// Line of a row in the file, from 1.
    int line(int row) {
        return lines.get(row);
    }

    /// The numbers, `[rows][features]`: the array itself.
    float[] numbers() {
        return numbers;
    }
}
