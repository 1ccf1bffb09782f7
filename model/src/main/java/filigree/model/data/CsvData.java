package filigree.model.data;

import filigree.model.error.UserFacingException;
import filigree.model.file.ReadErrors;
import filigree.model.random.RandomStreams;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/// Makes data sets of tables.
final class CsvData {
    private static final String ID = "csv";
    private static final int MOST_CLASSES = 256;
    private static final int LEVELS = 255; // of the picture that a view shows

    private CsvData() {}

    static LoadedData load(Csv form) {
        CsvTable table = read(form.file(), form);
        List<String> classes = classes(table);
        int[] order = Order.of(new RandomStreams(0), 0, table.rows());
        if (form.testFile().isEmpty()) {
            int training = SplitParams.trainingOf(table.rows(), form.testShare(), table.name());
            return new LoadedData(
                    dataset(table, table, classes, order, 0, training),
                    dataset(table, table, classes, order, training, table.rows()),
                    false);
        }
        CsvTable test = read(form.testFile(), form);
        if (test.features() != table.features()) {
            throw new UserFacingException(
                    "csv-columns-differ",
                    table.name(),
                    table.features() + 1,
                    test.name(),
                    test.features() + 1);
        }
        int[] all = new int[test.rows()];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        return new LoadedData(
                dataset(table, table, classes, order, 0, order.length),
                dataset(test, table, classes, all, 0, all.length),
                false);
    }

    private static CsvTable read(String file, Csv form) {
        if (file.isEmpty()) {
            throw new UserFacingException("csv-no-file");
        }
        byte[] bytes;
        long limit = Math.min(Runtime.getRuntime().maxMemory() / 8, Integer.MAX_VALUE - 8);
        try (var in = new Unpacked(file, Files.newInputStream(Path.of(file)))) {
            bytes = in.readAll((int) limit);
        } catch (InvalidPathException _) {
            throw new UserFacingException("file-missing", file);
        } catch (IOException e) {
            throw ReadErrors.of(file, e);
        }
        return CsvTable.read(file, text(file, bytes), form);
    }

    private static String text(String file, byte[] bytes) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException _) {
            throw new UserFacingException("text-not-utf-8", file);
        }
    }

    /// Numbers in order of size where all are whole numbers, else in order of the alphabet.
    private static List<String> classes(CsvTable table) {
        boolean whole = true;
        TreeSet<String> found = new TreeSet<>();
        for (int i = 0; i < table.rows(); i++) {
            found.add(table.label(i));
            whole &= table.label(i).matches("-?[0-9]{1,15}");
            if (found.size() > MOST_CLASSES) {
                throw new UserFacingException("csv-many-classes", table.name(), MOST_CLASSES);
            }
        }
        if (found.size() < 2) {
            throw new UserFacingException("one-class", table.name(), found.first());
        }
        List<String> classes = new ArrayList<>(found);
        if (whole) {
            classes.sort(Comparator.comparingLong(Long::parseLong));
        }
        return classes;
    }

    /// @param scale whose range of each column spans the levels that a view shows
    private static Dataset dataset(
            CsvTable table, CsvTable scale, List<String> classes, int[] order, int from, int to) {
        int features = table.features();
        var numbers = new float[(to - from) * features];
        var labels = new byte[to - from];
        for (int i = from; i < to; i++) {
            int row = order[i];
            System.arraycopy(
                    table.numbers(), row * features, numbers, (i - from) * features, features);
            int label = classes.indexOf(table.label(row));
            if (label < 0) {
                throw new UserFacingException(
                        "csv-unknown-class", table.name(), table.line(row), table.label(row));
            }
            labels[i - from] = (byte) label;
        }
        return new Dataset(
                        ID,
                        new ImageShape(1, features, 1),
                        classes.size(),
                        LEVELS,
                        levels(numbers, scale.numbers(), features),
                        labels)
                .withClassNames(classes)
                .withNumbers(numbers);
    }

    private static byte[] levels(float[] numbers, float[] range, int features) {
        var levels = new byte[numbers.length];
        for (int f = 0; f < features; f++) {
            float smallest = Float.POSITIVE_INFINITY;
            float largest = Float.NEGATIVE_INFINITY;
            for (int i = f; i < range.length; i += features) {
                smallest = Math.min(smallest, range[i]);
                largest = Math.max(largest, range[i]);
            }
            double width = (double) largest - smallest;
            for (int i = f; i < numbers.length; i += features) {
                double share = width == 0 ? 0 : (numbers[i] - (double) smallest) / width;
                levels[i] = (byte) Math.round(LEVELS * Math.clamp(share, 0, 1));
            }
        }
        return levels;
    }
}
