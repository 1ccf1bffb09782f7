package filigree.model.topology;

import filigree.model.error.Problem;
import filigree.model.error.UserFacingException;
import filigree.model.file.TensorFile;
import filigree.model.file.TensorFileWriter;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The masks that a checkpoint holds: `x.rows` and `x.columns` of each layer x, or `x.mask`.
final class MaskFile {
    private MaskFile() {}

    /// Reads one mask a layer.
    ///
    /// @param place a checkpoint, or the folder of a run, whose newest checkpoint is read
    /// @throws UserFacingException if there is none, or it is that of another network
    static List<Mask> read(String place, List<LayerShape> layers) {
        Path file = file(place);
        TensorFile tensors = TensorFile.read(file);
        List<Mask> masks = new ArrayList<>();
        for (LayerShape layer : layers) {
            masks.add(mask(file, tensors, layer));
        }
        return masks;
    }

    /// Writes masks alone, as a checkpoint has them. The same masks give the same bytes.
    static void write(Path file, List<LayerShape> layers, List<Mask> masks) {
        var writer = new TensorFileWriter();
        for (int l = 0; l < layers.size(); l++) {
            Mask mask = masks.get(l);
            String name = layers.get(l).name();
            writer.add(name + ".rows", mask.rowStarts(), mask.rows() + 1);
            writer.add(name + ".columns", mask.columnIndices(), mask.activeCount());
        }
        writer.write(file);
    }

    private static Path file(String place) {
        if (place.isBlank()) {
            throw new UserFacingException("mask-file-missing");
        }
        Path path;
        try {
            path = Path.of(place);
        } catch (InvalidPathException e) {
            throw new UserFacingException(List.of(Problem.of("mask-file-none", place)), e);
        }
        if (!Files.isDirectory(path)) {
            return path;
        }
        return newest(path.resolve("ckpt"))
                .orElseThrow(() -> new UserFacingException("mask-file-none", place));
    }

    private static Optional<Path> newest(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().matches("step-\\d+\\.safetensors"))
                    .max(Comparator.comparing(f -> f.getFileName().toString()));
        } catch (IOException _) {
            return Optional.empty(); // no folder, no checkpoints
        }
    }

    private static Mask mask(Path file, TensorFile tensors, LayerShape layer) {
        String name = layer.name();
        try {
            if (tensors.has(name + ".mask")) { // weights behind it live
                tensors.requireShape(name + ".mask", layer.rows(), layer.columns());
                boolean[] active = tensors.booleans(name + ".mask");
                return Mask.where(layer.rows(), layer.columns(), i -> active[(int) i]);
            }
            if (tensors.has(name + ".rows")) {
                return Mask.ofRows(
                        layer.rows(),
                        layer.columns(),
                        tensors.ints(name + ".rows"),
                        tensors.ints(name + ".columns"));
            }
        } catch (IllegalArgumentException e) { // another size
            throw new UserFacingException(List.of(Problem.of("mask-file-misfit", file, name)), e);
        }
        throw new UserFacingException("mask-file-misfit", file, name);
    }
}
