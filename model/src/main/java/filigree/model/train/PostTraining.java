package filigree.model.train;

import filigree.model.data.DataFiles;
import filigree.model.data.LoadedData;
import filigree.model.error.UserFacingException;
import filigree.model.recipe.Recipe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A run that has ended, looked at through rounding that it was not trained with. Its weights are
/// those of its newest whole checkpoint; nothing is trained or written.
public final class PostTraining {
    private static final int CALIBRATION = 8; // batches; a range hardly moves after the first few

    private final Recipe recipe;
    private final SavedState state;
    private final LoadedData data;
    private final int threads;

    /// @param bundled where data of the application comes from
    /// @param threads that work on a batch
    /// @throws UserFacingException if the run has no whole checkpoint
    public PostTraining(RunReader run, DataFiles bundled, int threads) {
        this.recipe = run.recipe();
        this.state =
                CheckpointChoice.of(run)
                        .state()
                        .orElseThrow(() -> new UserFacingException("no-checkpoint", run.folder()));
        this.data = recipe.data().load(bundled);
        this.threads = threads;
    }

    /// How weights are rounded.
    ///
    /// @param granularity `per-channel` or `per-tensor`
    /// @param keep fraction of a layer's weights, the largest, that stay 32-bit numbers
    public record Rounding(String granularity, double keep) {
        private Map<String, Object> quantizer() {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("method", "fake-quant");
            tree.put("granularity", granularity);
            tree.put("keep", keep);
            return tree;
        }
    }

    /// The network as it was trained.
    public Trainer plain() {
        return restored(recipe, state);
    }

    /// The network with rounded weights; what layers read is not rounded.
    public Trainer rounded(Rounding rounding) {
        Map<String, Object> quantizer = rounding.quantizer();
        quantizer.put("activations", false);
        return restored(recipe.with("quantizer", quantizer), state);
    }

    /// The network with rounded weights, and with activations of 8 bits whose ranges are those of
    /// the first training batches.
    ///
    /// @param bits of each layer, 2 to 8
    public Trainer integer(Rounding rounding, List<Integer> bits) {
        Map<String, Object> quantizer = rounding.quantizer();
        quantizer.put("layerBits", bits);
        quantizer.put("activationRange", "min-max");
        Trainer trainer = restored(recipe.with("quantizer", quantizer), state.findingRanges());
        if (trainer.quantization().needsRange()) {
            trainer.calibrate(CALIBRATION);
        }
        return trainer;
    }

    private Trainer restored(Recipe through, SavedState from) {
        var trainer = new Trainer(through, data, threads);
        try {
            trainer.restore(from, through, 0);
            return trainer;
        } catch (RuntimeException e) {
            trainer.close();
            throw e;
        }
    }
}
