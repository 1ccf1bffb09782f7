package filigree.model.report;

import filigree.model.error.UserFacingException;
import filigree.model.file.TensorFile;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.sparsity.Wiring;
import filigree.model.train.RunReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The masks of a run at any of its steps, from its newest checkpoint and the files of its updates:
/// backwards an update is undone, forwards it is done again. Walking is cheap, one file an update;
/// asking in order is cheapest.
///
/// Not thread-safe.
public final class TopologyPlayback {
    private final List<LayerShape> shapes;
    private final RecordedLayers layers;
    private final List<Path> updates;
    private final long lastStep;
    private List<Mask> masks;
    private int applied; // of `updates`, in `masks`

    private TopologyPlayback(
            List<LayerShape> shapes,
            RecordedLayers layers,
            List<Path> updates,
            List<Mask> masks,
            long checkpointStep) {
        this.layers = layers;
        this.shapes = List.copyOf(shapes);
        this.updates = List.copyOf(updates);
        this.masks = masks;
        this.applied = (int) updates.stream().filter(u -> acted(u, checkpointStep)).count();
        long lastUpdate = updates.isEmpty() ? 0 : UpdateCounts.stepOf(updates.getLast()) + 1;
        this.lastStep = Math.max(checkpointStep, lastUpdate);
    }

    /// Opens the topology of a run.
    ///
    /// @return empty if the run has no checkpoint to start from
    /// @throws UserFacingException if the checkpoint cannot be read
    public static Optional<TopologyPlayback> of(RunReader run) {
        Optional<Path> newest = run.newestCheckpoint();
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        TensorFile file = TensorFile.read(newest.get());
        RecordedLayers layers = RecordedLayers.of(run.state());
        List<LayerShape> shapes =
                layers.layers().isEmpty()
                        ? CheckpointShapes.of(file, networkOf(run))
                        : layers.shapes();
        List<Mask> masks = new ArrayList<>();
        for (LayerShape shape : shapes) {
            masks.add(maskOf(file, shape));
        }
        return Optional.of(
                new TopologyPlayback(
                        shapes,
                        layers,
                        run.topologyFiles(),
                        masks,
                        UpdateCounts.stepOf(newest.get())));
    }

    private static Optional<filigree.model.network.NetworkSpec> networkOf(RunReader run) {
        try {
            return Optional.of(run.recipe().network());
        } catch (UserFacingException _) {
            return Optional.empty(); // sizes alone will do
        }
    }

    private static Mask maskOf(TensorFile file, LayerShape shape) {
        if (file.has(shape.name() + ".mask")) { // weights behind it live
            boolean[] active = file.booleans(shape.name() + ".mask");
            return Mask.where(shape.rows(), shape.columns(), i -> active[(int) i]);
        }
        int[] columns = file.ints(shape.name() + ".columns");
        int[] starts = file.ints(shape.name() + ".rows");
        long[] flat = new long[columns.length];
        for (int row = 0; row < shape.rows(); row++) {
            if (starts[row] < 0 || starts[row + 1] > flat.length) {
                throw new UserFacingException("topology-mismatch", shape.name());
            }
            for (int k = starts[row]; k < starts[row + 1]; k++) {
                flat[k] = (long) row * shape.columns() + columns[k];
            }
        }
        return mask(shape, flat);
    }

    /// The prunable layers, from input to output.
    public List<LayerShape> shapes() {
        return shapes;
    }

    /// How often one sample uses each weight of a layer: 1 in a linear one.
    long positions(String layer) {
        return layers.positions(layer);
    }

    /// Which layers feed which.
    Wiring wiring() {
        return layers.wiring(shapes.size());
    }

    /// The latest number of completed steps whose masks are known.
    public long lastStep() {
        return lastStep;
    }

    /// Returns the masks after `completed` steps, one a layer: 0 gives those that training started
    /// with. After [#lastStep] the masks are taken to stay.
    ///
    /// @throws UserFacingException if a file of an update is damaged or does not fit the others
    public List<Mask> masksAt(long completed) {
        while (applied > 0 && !acted(updates.get(applied - 1), completed)) {
            move(updates.get(applied - 1), ".grown", ".dropped");
            applied--;
        }
        while (applied < updates.size() && acted(updates.get(applied), completed)) {
            move(updates.get(applied), ".dropped", ".grown");
            applied++;
        }
        return List.copyOf(masks);
    }

    /// Whether an update is in the masks after `completed` steps: it acts during its step.
    private static boolean acted(Path update, long completed) {
        return UpdateCounts.stepOf(update) < completed;
    }

    private void move(Path update, String out, String in) {
        TensorFile file = TensorFile.read(update);
        List<Mask> moved = new ArrayList<>();
        for (int l = 0; l < shapes.size(); l++) {
            LayerShape shape = shapes.get(l);
            Mask now = masks.get(l);
            Mask leaving = mask(shape, flat(file, shape.name() + out));
            Mask coming = mask(shape, flat(file, shape.name() + in));
            if (now.overlap(leaving) != leaving.activeCount() || now.overlap(coming) != 0) {
                throw new UserFacingException("topology-mismatch", update);
            }
            moved.add(now.minus(leaving).union(coming));
        }
        masks = moved;
    }

    private static long[] flat(TensorFile file, String name) {
        int[] indices = file.ints(name);
        long[] flat = new long[indices.length];
        for (int k = 0; k < flat.length; k++) {
            flat[k] = indices[k];
        }
        return flat;
    }

    private static Mask mask(LayerShape shape, long[] flat) {
        try {
            return Mask.of(shape.rows(), shape.columns(), flat);
        } catch (IllegalArgumentException e) {
            throw new UserFacingException(
                    List.of(filigree.model.error.Problem.of("topology-mismatch", shape.name())), e);
        }
    }
}
