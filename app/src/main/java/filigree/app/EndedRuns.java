package filigree.app;

import filigree.model.data.Dataset;
import filigree.model.error.UserFacingException;
import filigree.model.random.RandomStreams;
import filigree.model.recipe.Baseline;
import filigree.model.report.TopologyPlayback;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.topology.GivenMask;
import filigree.model.train.RunReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Reads runs that baselines are made of.
final class EndedRuns {
    private final Places places;
    private Optional<Dataset> data = Optional.empty(); // runs that differ in their seeds share it

    EndedRuns(Places places) {
        this.places = places;
    }

    /// Reads one and keeps its masks beside the runs that take them.
    ///
    /// @param beside folder of those runs
    /// @throws UserFacingException if nothing was pruned in it, or there are other masks beside
    Baseline.Ended read(Path folder, Path beside) {
        var reader = new RunReader(folder);
        var recipe = reader.recipe();
        if (data.isEmpty()) {
            data = Optional.of(recipe.data().load(places.dataFiles()).training());
        }
        TopologyPlayback playback =
                TopologyPlayback.of(reader)
                        .orElseThrow(() -> new UserFacingException("replay-nothing", folder));
        List<Mask> masks = playback.masksAt(playback.lastStep());
        if (masks.stream().allMatch(m -> m.activeCount() == m.size())) {
            throw new UserFacingException("baselines-dense", folder);
        }
        keep(beside.resolve(file(Long.toString(recipe.seed()))), playback.shapes(), masks);
        return new Baseline.Ended(
                beside.resolve(file("*")).toString(),
                recipe,
                playback.shapes(),
                masks,
                !reader.topologyFiles().isEmpty(),
                data.get().shape(),
                data.get().classes());
    }

    /// A run of another seed names its own file in the same way.
    private static String file(String seed) {
        return "masks-seed-" + seed + ".safetensors";
    }

    private static void keep(Path file, List<LayerShape> shapes, List<Mask> masks) {
        if (Files.exists(file)) {
            var kept = new GivenMask(file.toString(), GivenMask.Shuffle.NONE);
            if (!kept.initialMasks(shapes, new RandomStreams(0)).equals(masks)) {
                throw new UserFacingException("other-run", file);
            }
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            try {
                Files.createDirectories(folder);
            } catch (IOException _) {
                // the writer says what is wrong with the folder
            }
        }
        GivenMask.write(file, shapes, masks);
    }
}
