package filigree.app;

import filigree.model.data.Dataset;
import filigree.model.error.UserFacingException;
import filigree.model.recipe.Baseline;
import filigree.model.report.TopologyPlayback;
import filigree.model.sparsity.Mask;
import filigree.model.train.RunReader;
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

    /// @throws UserFacingException if nothing was pruned in it
    Baseline.Ended read(Path folder) {
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
        return new Baseline.Ended(
                folder,
                recipe,
                playback.shapes(),
                masks,
                !reader.topologyFiles().isEmpty(),
                data.get().shape(),
                data.get().classes());
    }
}
