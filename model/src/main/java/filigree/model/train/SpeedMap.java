package filigree.model.train;

import filigree.model.error.UserFacingException;
import filigree.model.file.AtomicFile;
import filigree.model.file.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How fast sparse layers are on one machine, beside dense ones, as [SpeedMeasurement] found.
///
/// It tells people; how a layer is computed never follows from it
/// ([filigree.model.matrix.ProductPath]).
///
/// @param machine processor, cores, kernels and Java: what the numbers hold for
/// @param crossover density from which products read the whole matrix: the constant in use
/// @param measuredCrossover density at which both ways took equally long here; above 1 if panels
///   were faster even without a zero
/// @param cells one a layer, pattern, density and batch
public record SpeedMap(
        Map<String, Object> machine, double crossover, double measuredCrossover, List<Cell> cells) {
    private static final int VERSION = 1;

    public SpeedMap {
        machine = Map.copyOf(machine);
        cells = List.copyOf(cells);
    }

    /// Lower quartile, median and upper quartile.
    public record Quartiles(double lower, double median, double upper) {
        /// Nearest ranks.
        ///
        /// @param numbers at least one
        static Quartiles of(List<Double> numbers) {
            List<Double> sorted = numbers.stream().sorted().toList();
            return new Quartiles(at(sorted, 1), at(sorted, 2), at(sorted, 3));
        }

        private static double at(List<Double> sorted, int quarter) {
            return sorted.get((int) Math.round(quarter * (sorted.size() - 1) / 4.0));
        }

        private List<Double> toTree() {
            return List.of(lower, median, upper);
        }
    }

    /// A layer's part of a step (products forward and backward, gradient, copies), or for a batch
    /// of one its prediction, on one thread.
    ///
    /// @param pattern id of the mask's pattern
    /// @param rows of the layer
    /// @param columns of the layer
    /// @param batch examples
    /// @param density of its mask, in (0, 1]
    /// @param micros how long it took
    /// @param speedUp the dense layer's time divided by this one's, round by round
    public record Cell(
            String pattern,
            int rows,
            int columns,
            int batch,
            double density,
            Quartiles micros,
            Quartiles speedUp) {}

    /// What its numbers hold for on this machine; a file of another machine says something else.
    public static Map<String, Object> thisMachine() {
        return Environment.machine();
    }

    /// Returns the measured speed-up that is nearest in density, of the same pattern and batch, for
    /// a layer nearest in size; empty if that was not measured.
    public Optional<Cell> nearest(String pattern, long size, int batch, double density) {
        return cells.stream()
                .filter(c -> c.pattern().equals(pattern) && c.batch() == batch)
                .min((a, b) ->
                        Double.compare(distance(a, size, density), distance(b, size, density)));
    }

    private static double distance(Cell c, long size, double density) {
        double sizes = Math.abs(Math.log((double) c.rows() * c.columns() / size));
        return Math.abs(Math.log(c.density() / density)) + sizes;
    }

    /// Returns it as a tree of maps, lists and numbers.
    public Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("version", VERSION);
        tree.put("machine", new TreeMap<>(machine));
        tree.put("crossover", Map.of("used", crossover, "measured", measuredCrossover));
        List<Map<String, Object>> list = new ArrayList<>();
        for (Cell c : cells) {
            Map<String, Object> cell = new LinkedHashMap<>();
            cell.put("pattern", c.pattern());
            cell.put("rows", c.rows());
            cell.put("columns", c.columns());
            cell.put("batch", c.batch());
            cell.put("density", c.density());
            cell.put("micros", c.micros().toTree());
            cell.put("speedUp", c.speedUp().toTree());
            list.add(cell);
        }
        tree.put("cells", list);
        return tree;
    }

    /// Replaces a file by this as a whole; its folder is made if need be.
    ///
    /// @throws filigree.model.error.UserFacingException if it cannot be written
    public void write(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException _) {
            // what is wrong with the folder, the next line says
        }
        AtomicFile.writeString(file, Json.write(toTree()));
    }

    /// Reads what [#write] wrote; empty if there is no file, or if it is of another machine or
    /// version, or damaged: then it has to be measured anew.
    public static Optional<SpeedMap> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            Map<String, @Nullable Object> tree = Json.parse(file);
            boolean fits =
                    thisMachine().equals(tree.get("machine"))
                            && VERSION == number(tree.get("version"));
            return fits ? Optional.of(of(tree)) : Optional.empty();
        } catch (UserFacingException | IllegalArgumentException _) { // it is only a cache
            return Optional.empty();
        }
    }

    private static SpeedMap of(Map<String, @Nullable Object> tree) {
        Map<?, ?> crossover = map(tree.get("crossover"));
        List<Cell> cells = new ArrayList<>();
        for (Object cell : list(tree.get("cells"))) {
            Map<?, ?> c = map(cell);
            cells.add(
                    new Cell(
                            String.valueOf(c.get("pattern")),
                            (int) number(c.get("rows")),
                            (int) number(c.get("columns")),
                            (int) number(c.get("batch")),
                            number(c.get("density")),
                            quartiles(c.get("micros")),
                            quartiles(c.get("speedUp"))));
        }
        return new SpeedMap(
                thisMachine(),
                number(crossover.get("used")),
                number(crossover.get("measured")),
                cells);
    }

    private static Quartiles quartiles(@Nullable Object value) {
        List<?> three = list(value);
        if (three.size() != 3) {
            throw new IllegalArgumentException("not three: " + three);
        }
        return new Quartiles(number(three.get(0)), number(three.get(1)), number(three.get(2)));
    }

    private static double number(@Nullable Object value) {
        if (value instanceof Number n) {
            return n.doubleValue();
        }
        throw new IllegalArgumentException("no number: " + value);
    }

    private static Map<?, ?> map(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("no map: " + value);
    }

    private static List<?> list(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("no list: " + value);
    }
}
