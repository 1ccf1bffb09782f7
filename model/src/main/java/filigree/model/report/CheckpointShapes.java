package filigree.model.report;

import filigree.model.data.ImageShape;
import filigree.model.error.UserFacingException;
import filigree.model.file.TensorFile;
import filigree.model.network.NetworkSpec;
import filigree.model.sparsity.LayerShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The sizes of the prunable layers of a checkpoint. A checkpoint says how many rows a matrix has
/// (`x.rows`) and, by its bit set `x.ever`, how many weights to within a byte; the layer before and
/// the recipe say the rest.
final class CheckpointShapes {
    private static final String EVER = ".ever";
    private static final int MOST_SIDE = 256;

    private CheckpointShapes() {}

    static List<LayerShape> of(TensorFile file, Optional<NetworkSpec> network) {
        List<LayerShape> sizes = bySize(file);
        return network.flatMap(n -> byRecipe(n, sizes)).orElse(sizes);
    }

    private static List<LayerShape> bySize(TensorFile file) {
        List<LayerShape> shapes = new ArrayList<>();
        for (String entry : file.names()) {
            if (!entry.endsWith(EVER)) {
                continue;
            }
            String name = entry.substring(0, entry.length() - EVER.length());
            if (file.has(name + ".dense")) {
                List<Long> sizes = file.entry(name + ".dense").shape();
                int out = Math.toIntExact(sizes.getFirst());
                shapes.add(LayerShape.linear(name, out, Math.toIntExact(sizes.getLast())));
                continue;
            }
            int rows = Math.toIntExact(file.entry(name + ".rows").size() - 1);
            long bytes = file.entry(entry).size();
            int before = shapes.isEmpty() ? 0 : shapes.getLast().rows();
            int most = Math.toIntExact(8 * bytes / Math.max(1, rows));
            int least = Math.toIntExact(8 * (bytes - 1) / Math.max(1, rows) + 1);
            shapes.add(LayerShape.linear(name, rows, columns(least, most, before)));
        }
        return shapes;
    }

    /// Of several sizes that fit, the outputs of the layer before, else a square picture, else the
    /// largest.
    private static int columns(int least, int most, int before) {
        if (least <= before && before <= most) {
            return before;
        }
        for (int columns = most; columns >= least; columns--) {
            int side = (int) Math.round(Math.sqrt(columns));
            if (side * side == columns) {
                return columns;
            }
        }
        return most;
    }

    /// What the recipe's network says, if it agrees with the file. A checkpoint does not say how
    /// large the images were, so square ones are tried.
    private static Optional<List<LayerShape>> byRecipe(
            NetworkSpec network, List<LayerShape> sizes) {
        if (sizes.isEmpty()) {
            return Optional.empty();
        }
        Optional<List<LayerShape>> plain =
                byRecipe(network, sizes, new ImageShape(1, sizes.getFirst().columns(), 1));
        for (int side = 1; plain.isEmpty() && side <= MOST_SIDE; side++) {
            for (int channels : new int[] {1, 3}) {
                var image = new ImageShape(side, side, channels);
                plain = plain.or(() -> byRecipe(network, sizes, image));
            }
        }
        return plain;
    }

    private static Optional<List<LayerShape>> byRecipe(
            NetworkSpec network, List<LayerShape> sizes, ImageShape input) {
        List<LayerShape> shapes;
        try {
            shapes = network.shapes(input, sizes.getLast().rows());
        } catch (UserFacingException _) {
            return Optional.empty(); // no such image fits this network
        }
        boolean agrees = shapes.size() == sizes.size();
        for (int l = 0; agrees && l < shapes.size(); l++) {
            agrees =
                    shapes.get(l).name().equals(sizes.get(l).name())
                            && shapes.get(l).rows() == sizes.get(l).rows()
                            && shapes.get(l).columns() == sizes.get(l).columns();
        }
        return agrees ? Optional.of(shapes) : Optional.empty();
    }
}
