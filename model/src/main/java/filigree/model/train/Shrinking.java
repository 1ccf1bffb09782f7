package filigree.model.train;

import filigree.model.data.DataFiles;
import filigree.model.data.DatasetPart;
import filigree.model.data.Normalisation;
import filigree.model.error.UserFacingException;
import filigree.model.file.AtomicFile;
import filigree.model.file.Json;
import filigree.model.file.WriteErrors;
import filigree.model.layer.TrainableLayer;
import filigree.model.method.Param;
import filigree.model.metric.Costs;
import filigree.model.metric.LayerCost;
import filigree.model.network.Network;
import filigree.model.network.NetworkDescription;
import filigree.model.network.NetworkSpec;
import filigree.model.network.SmallerNetwork;
import filigree.model.recipe.MethodCodec;
import filigree.model.recipe.Recipe;
import filigree.model.sparsity.LayerShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns a run that was kept into a smaller dense network that computes the same, and compares the
/// two on the validation part.
public final class Shrinking {
    private final Recipe recipe;
    private final Network before;
    private final Network after;
    private final List<Map<String, Object>> pixels;
    private final SideBySide both;
    private final Comparison comparison;

    private Shrinking(
            Recipe recipe,
            Network before,
            Network after,
            List<Map<String, Object>> pixels,
            SideBySide both) {
        this.recipe = recipe;
        this.before = before;
        this.after = after;
        this.pixels = pixels;
        this.both = both;
        this.comparison = both.compare();
    }

    /// A layer's size before and after.
    public record Sizes(LayerShape before, LayerShape after) {}

    /// What one of the two networks costs, and says about the validation part.
    ///
    /// @param costs of its weights
    /// @param biases and other parameters that are no weights of prunable layers
    /// @param evaluation on the validation part
    public record Side(Costs costs, long biases, Evaluation evaluation) {}

    /// How long one example alone takes through each, of a text one sequence: the median of several
    /// rounds, in microseconds.
    public record Latency(double before, double after) {
        /// How many times as fast the smaller network is.
        public double ratio() {
            return before / after;
        }
    }

    /// The two side by side.
    ///
    /// @param largestDifference of any output for any example of the validation part
    /// @param largestOutput of the network before, in absolute value, to compare it with
    public record Comparison(
            Side before, Side after, double largestDifference, double largestOutput) {}

    /// Reads a run, as its newest whole checkpoint has it.
    ///
    /// @param bundled where data of the application comes from
    /// @throws UserFacingException if the run has no checkpoint, or rounds what layers read
    public static Shrinking of(RunReader run, DataFiles bundled, int threads) {
        SavedState state =
                CheckpointChoice.of(run)
                        .state()
                        .orElseThrow(() ->
                                new UserFacingException("shrink-no-checkpoint", run.folder()));
        Recipe recipe = run.recipe();
        try (var trainer = new Trainer(recipe, bundled, threads)) {
            trainer.restore(state, recipe, 0);
            return of(trainer);
        }
    }

    /// Takes the weights of a training as they are.
    ///
    /// @throws UserFacingException if it rounds what layers read
    static Shrinking of(Trainer trainer) {
        Recipe recipe = trainer.recipe();
        if (!trainer.quantization().inputs().isEmpty()) {
            throw new UserFacingException("shrink-rounded", recipe.quantizer().type().id());
        }
        Network before = trainer.network();
        Network after = SmallerNetwork.of(before);
        var both = new SideBySide(trainer, before, after);
        return new Shrinking(recipe, before, after, pixels(trainer), both);
    }

    /// How pixels become inputs, a channel each; empty where there are none.
    private static List<Map<String, Object>> pixels(Trainer trainer) {
        DatasetPart training = trainer.split().training();
        List<Map<String, Object>> channels = new ArrayList<>();
        if (training.dataset().pixels().length == 0 || training.dataset().numbers().length > 0) {
            return channels;
        }
        var input = trainer.recipe().data().input();
        for (int c = 0; c < training.dataset().shape().channels(); c++) {
            Normalisation n = Normalisation.of(input, training, c);
            channels.add(
                    Map.of(
                            "input",
                            Param.OfChoice.kebab(input),
                            "maximum",
                            n.maximum(),
                            "mean",
                            n.mean(),
                            "std",
                            n.std()));
        }
        return channels;
    }

    static Costs costs(Network network) {
        List<LayerCost> costs = new ArrayList<>();
        for (TrainableLayer layer : network.trainable()) {
            LayerShape shape = layer.weight().shape();
            int active = layer.weight().matrix().mask().activeCount();
            costs.add(new LayerCost(shape, layer.positions(), active));
        }
        return new Costs(costs);
    }

    /// The prunable layers.
    public List<Sizes> layers() {
        List<Sizes> sizes = new ArrayList<>();
        for (int l = 0; l < before.trainable().size(); l++) {
            sizes.add(
                    new Sizes(
                            before.trainable().get(l).weight().shape(),
                            after.trainable().get(l).weight().shape()));
        }
        return sizes;
    }

    public Comparison comparison() {
        return comparison;
    }

    /// Measures both, in turns.
    public Latency latency() {
        return both.latency();
    }

    /// The recipe of the run.
    public Recipe recipe() {
        return recipe;
    }

    /// The smaller network.
    public Network network() {
        return after;
    }

    /// Writes `network.safetensors`, `network.json`, and `recipe.json` if there is a
    /// [#narrowRecipe()].
    ///
    /// @param folder made if it does not exist
    /// @return the files
    /// @throws UserFacingException if they cannot be written
    public List<Path> write(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw WriteErrors.of(folder, e);
        }
        var description = new NetworkDescription(after);
        List<Path> files = new ArrayList<>();
        files.add(folder.resolve("network.safetensors"));
        description.writeTensors(files.getFirst());
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("format", NetworkDescription.FORMAT);
        tree.put("name", recipe.name());
        tree.put("inputs", after.inputSize());
        if (!pixels.isEmpty()) {
            tree.put("pixels", pixels);
        }
        tree.put("outputs", after.outputSize());
        tree.put("weights", comparison.after().costs().size());
        tree.put("forwardFlops", comparison.after().costs().forwardFlops());
        tree.put("largestDifference", comparison.largestDifference());
        tree.put("steps", description.steps());
        files.add(folder.resolve("network.json"));
        AtomicFile.writeString(files.getLast(), Json.write(tree));
        narrowRecipe()
                .ifPresent(narrow -> {
                    files.add(folder.resolve("recipe.json"));
                    AtomicFile.writeString(files.getLast(), Json.write(narrow.toTree()));
                });
        return files;
    }

    /// A recipe that trains a dense network of these sizes from the beginning, if the architecture
    /// has widths to choose: what the pruned one is to be compared with (Liu et al. 2019,
    /// arXiv:1810.05270).
    public Optional<Recipe> narrowRecipe() {
        Optional<NetworkSpec> narrow =
                recipe.network().withShapes(layers().stream().map(Sizes::after).toList());
        return narrow.map(spec ->
                recipe.with("network", MethodCodec.encode(spec))
                        .with("maskUpdater", "dense")
                        .with("regularizer", "no-regularizer")
                        .with("name", recipe.name() + "-narrow"));
    }
}
