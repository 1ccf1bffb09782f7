package filigree.model.report;

import filigree.model.data.TextSource;
import filigree.model.error.UserFacingException;
import filigree.model.file.TensorFile;
import filigree.model.metric.Costs;
import filigree.model.metric.LayerCost;
import filigree.model.metric.Stored;
import filigree.model.metric.TrainingFlops;
import filigree.model.metric.Zipped;
import filigree.model.recipe.Recipe;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.topology.EffectiveSparsity;
import filigree.model.topology.MaskUpdater;
import filigree.model.train.RunReader;
import filigree.model.train.Snapshot;
import filigree.model.train.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// What the weights of a run cost in the end: bytes in every format, FLOPs of inference, and FLOPs
/// of training as it was executed. Biases are left out.
///
/// @param layers the prunable ones, from input to output
/// @param training empty where the run does not say how many steps it had
public record RunCosts(List<Layer> layers, Optional<TrainingFlops> training) {
    public RunCosts {
        layers = List.copyOf(layers);
    }

    /// One layer.
    ///
    /// @param effective active weights on a path from input to output
    /// @param stored in every format that can hold it
    /// @param zipped empty where the values were not read
    public record Layer(
            LayerCost cost, long effective, List<Stored> stored, Optional<Zipped> zipped) {
        public Layer {
            stored = List.copyOf(stored);
        }
    }

    /// Counts from the newest checkpoint, and zips its values.
    ///
    /// @param bits of a value; values are zipped as the 32-bit numbers they are
    /// @throws UserFacingException if the run has no checkpoint
    public static RunCosts read(RunReader run, int bits) {
        Path newest =
                run.newestCheckpoint()
                        .orElseThrow(() -> new UserFacingException("no-checkpoint", run.folder()));
        TopologyPlayback playback = TopologyPlayback.of(run).orElseThrow();
        List<Mask> masks = playback.masksAt(UpdateCounts.stepOf(newest));
        RunCosts counted = of(run, playback.shapes(), masks, bits);
        TensorFile file = TensorFile.read(newest);
        List<Layer> layers = new ArrayList<>();
        for (int l = 0; l < masks.size(); l++) {
            Layer layer = counted.layers().get(l);
            float[] values =
                    CheckpointWeights.active(file, layer.cost().shape().name(), masks.get(l));
            Zipped zipped = Zipped.of(masks.get(l), values);
            layers.add(
                    new Layer(
                            layer.cost(), layer.effective(), layer.stored(), Optional.of(zipped)));
        }
        return new RunCosts(layers, counted.training());
    }

    /// Counts from masks that are known already.
    ///
    /// @param masks after the last step, one a layer
    /// @param bits of a value
    public static RunCosts of(RunReader run, List<LayerShape> shapes, List<Mask> masks, int bits) {
        Map<String, @Nullable Object> state = run.state();
        RecordedLayers recorded = RecordedLayers.of(state);
        List<Mask> onPath = EffectiveSparsity.onPath(recorded.wiring(shapes.size()), shapes, masks);
        List<Layer> layers = new ArrayList<>();
        for (int l = 0; l < shapes.size(); l++) {
            LayerShape shape = shapes.get(l);
            var cost =
                    new LayerCost(
                            shape, recorded.positions(shape.name()), masks.get(l).activeCount());
            layers.add(
                    new Layer(
                            cost,
                            onPath.get(l).activeCount(),
                            Stored.all(masks.get(l), bits),
                            Optional.empty()));
        }
        Costs costs = new Costs(layers.stream().map(Layer::cost).toList());
        List<UpdateCounts> updates = new ArrayList<>();
        for (Path file : run.topologyFiles()) {
            updates.add(UpdateCounts.of(file, TensorFile.read(file), recorded));
        }
        Recipe recipe = run.recipe();
        long columns = recipe.data() instanceof TextSource text ? text.context() : 1;
        return new RunCosts(
                layers,
                TrainingCost.of(
                                Numbers.whole(state, "steps"),
                                Numbers.whole(state, "stepsPlanned"),
                                Numbers.whole(state, "stepsPerEpoch"),
                                updates,
                                Optional.of(recipe))
                        .map(t ->
                                t.flops(costs.forwardFlops(), costs.denseForwardFlops(), columns)));
    }

    /// Counts what a recipe plans. Where the number of weights changes on the way, no layers are
    /// listed, since the masks are not known yet, and the mean over the schedule counts, as in
    /// [Costs#pruningTrainingFlops].
    ///
    /// @param trainer at its first step
    /// @param first how it stands there
    /// @param bits of a value
    public static RunCosts planned(Trainer trainer, Snapshot first, int bits) {
        Costs costs = trainer.costs();
        MaskUpdater updater = trainer.recipe().maskUpdater().inSteps(trainer.stepsPerEpoch());
        long steps = trainer.steps();
        OptionalDouble start = updater.plannedSparsity(0, steps);
        boolean stays =
                updater.span(steps).end() == 0
                        || LongStream.range(0, steps)
                                .allMatch(t -> updater.plannedSparsity(t, steps).equals(start));
        if (start.isEmpty() && updater.span(steps).end() > 0) {
            return new RunCosts(List.of(), Optional.empty()); // nothing is planned
        }
        double perSample =
                costs.trainingFlops(
                        steps,
                        t ->
                                stays
                                        ? costs.forwardFlops()
                                        : costs.denseForwardFlops()
                                                * (1 - updater.plannedSparsity(t, steps).orElse(0)),
                        t -> updater.denseBatchesAt(t, steps));
        long samples =
                (long) trainer.recipe().batch() * trainer.split().training().dataset().columns();
        var training =
                new TrainingFlops(perSample, steps * costs.denseTrainingFlops(), steps, samples);
        List<Layer> layers = new ArrayList<>();
        for (int l = 0; l < first.layers().size() && stays; l++) {
            Snapshot.LayerSnapshot layer = first.layers().get(l);
            layers.add(
                    new Layer(
                            costs.layers().get(l),
                            layer.onPath().activeCount(),
                            Stored.all(layer.mask(), bits),
                            Optional.empty()));
        }
        return new RunCosts(layers, Optional.of(training));
    }

    /// FLOPs of inference and plain bytes.
    public Costs costs() {
        return new Costs(layers.stream().map(Layer::cost).toList());
    }

    /// Sums over all layers, of formats that can hold every one of them.
    public List<Stored> stored() {
        Map<String, Stored> sums = new LinkedHashMap<>();
        layers.getFirst().stored().forEach(s -> sums.put(s.id(), s));
        for (Layer layer : layers.subList(1, layers.size())) {
            Map<String, Long> own = new LinkedHashMap<>();
            layer.stored().forEach(s -> own.put(s.id(), s.bytes()));
            sums.keySet().retainAll(own.keySet());
            sums.replaceAll((id, s) ->
                    new Stored(s.format(), s.detail(), s.bytes() + own.getOrDefault(id, 0L)));
        }
        return List.copyOf(sums.values());
    }

    /// Bytes where each layer has the format that is smallest for it.
    public long fewestBytes() {
        return layers.stream().mapToLong(l -> Stored.smallest(l.stored()).bytes()).sum();
    }

    /// Zipped bytes of all layers; empty where the values were not read.
    public Optional<Zipped> zipped() {
        return layers.stream().allMatch(l -> l.zipped().isPresent())
                ? layers.stream().map(l -> l.zipped().orElseThrow()).reduce(Zipped::plus)
                : Optional.empty();
    }
}
