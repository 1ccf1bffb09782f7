package filigree.model.train;

import filigree.model.data.DataFiles;
import filigree.model.data.ImageShape;
import filigree.model.data.Inputs;
import filigree.model.data.LoadedData;
import filigree.model.data.Split;
import filigree.model.error.Problem;
import filigree.model.error.UserFacingException;
import filigree.model.kernel.KernelProvider;
import filigree.model.kernel.Kernels;
import filigree.model.kernel.Workers;
import filigree.model.layer.LearnedLayer;
import filigree.model.layer.Parameter;
import filigree.model.layer.TrainableLayer;
import filigree.model.loss.Loss;
import filigree.model.metric.Costs;
import filigree.model.metric.LayerCost;
import filigree.model.network.Network;
import filigree.model.network.Pass;
import filigree.model.random.RandomStreams;
import filigree.model.recipe.Recipe;
import filigree.model.schedule.Span;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.topology.Accumulation;
import filigree.model.topology.Beginning;
import filigree.model.topology.LayerPruner;
import filigree.model.topology.MaskUpdater;
import filigree.model.topology.TopologyUpdate;
import filigree.model.topology.UnitPruner;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/// The training loop's body, one step at a time. Confined to one thread and unaware of it; inside a
/// step [Workers] share the work.
///
/// ```
/// in tiles:  inputs, forward, loss, backward to the activations
/// if due:    the mask updater's new masks; then, with some methods, no optimizer step
/// in rows:   gradient of the weights, optimizer; between them the gradient transform, if any
/// in rows:   the effective weights, where they are a function of the stored ones
/// in pieces: write into the transposed copies
/// ```
public final class Trainer implements AutoCloseable {
    private static final String QUANTIZER = "quantizer.";

    private final RandomStreams random;
    private final Split split;
    private final List<Problem> cautions;
    private final Inputs inputs;
    private final Kernels kernels = KernelProvider.best();
    private final Workers workers;
    private final boolean dense; // whether weights behind the masks exist
    private final Quantization quantization;
    private final Network network;
    private final List<LayerShape> shapes;
    private final Batches batches;
    private final long steps;
    private final Cadence cadence;
    private final Pass pass;
    private final int[] items; // what each column of the batch shows
    private final int[] labels;
    private final Loss.Totals totals;
    private final Evaluator evaluator;
    private final Topology topology;
    private final GrowthGradients growth;
    private final LargeBatch largeBatch;
    private final OptimizerStep optimizerStep;

    private final Workers.Task begin = this::begin; // made once: a step makes nothing
    private final Workers.Task lossOfTile = this::lossOf;
    private final LongPredicate passBatch = this::passBatchOf;

    private Recipe recipe;
    private MaskUpdater updater; // the recipe's, with its intervals in steps
    private Accumulation accumulation; // the updater's
    private long step;
    private boolean retarget;
    private boolean diverged;
    private int testLooks;
    private double lastLoss = Double.NaN;
    private double lossSum; // since the last measurement
    private long correctSum;
    private long seen;
    private Optional<Evaluation> validation = Optional.empty();

    /// Prepares a run; nothing is trained yet.
    ///
    /// @param bundled where data of the application comes from
    /// @param threads how many work on a step
    /// @throws UserFacingException if the data cannot be read or the recipe does not fit it
    public Trainer(Recipe recipe, DataFiles bundled, int threads) {
        this(recipe, recipe.data().load(bundled), threads);
    }

    /// @param data what the recipe's data source holds
    public Trainer(Recipe recipe, LoadedData data, int threads) {
        check(recipe);
        this.recipe = recipe;
        this.random = new RandomStreams(recipe.seed());
        this.split = Split.of(data, recipe.data().validation());
        this.cautions = data.cautions(split);
        if (recipe.batch() > split.training().examples()) {
            throw new UserFacingException(
                    "batch-too-large", recipe.batch(), split.training().examples());
        }
        this.inputs = Inputs.of(recipe.data().input(), split.training());
        this.batches = new Batches(split.training(), random, recipe.batch());
        this.steps = recipe.length(batches.perEpoch());
        this.cadence = new Cadence(batches.perEpoch(), steps);
        this.updater = recipe.maskUpdater().inSteps(batches.perEpoch());
        this.accumulation = updater.accumulation();
        if (recipe.network().readsTokens() != data.training().vocabulary().isPresent()) {
            throw new UserFacingException(
                    recipe.network().readsTokens() ? "network-reads-text" : "network-reads-images",
                    recipe.network().type().id(),
                    recipe.data().type().id());
        }
        ImageShape input = data.training().shape();
        int classes = data.training().classes();
        this.shapes = recipe.network().shapes(input, classes);
        recipe.maskUpdater().check(shapes);
        List<Mask> masks = recipe.maskUpdater().initialMasks(shapes, random);
        this.dense = recipe.maskUpdater().needsDenseWeights();
        Network plain = recipe.network().build(input, classes, masks, dense, kernels);
        for (int l = 0; l < plain.trainable().size(); l++) {
            recipe.init().fill(plain.trainable().get(l), l, random);
        }
        for (int l = 0; l < plain.learned().size(); l++) {
            plain.learned().get(l).initialise(random, l);
        }
        int columns = Math.multiplyExact(recipe.batch(), data.training().columns());
        this.quantization = new Quantization(recipe.quantizer(), plain, columns);
        this.network = quantization.network();
        recipe.maskUpdater().unitPruner().ifPresent(u -> u.check(network.couplings(), shapes));
        EffectiveWeights.attach(recipe, network, split.training().examples(), random);
        this.workers = new Workers(threads);
        this.pass = new Pass(network, columns);
        this.items = new int[columns];
        this.labels = new int[columns];
        this.totals = new Loss.Totals(pass.tiles());
        this.evaluator = new Evaluator(network, recipe.loss(), kernels, workers);
        recipe.maskUpdater().masksAtStart(beginning()).ifPresent(this::takeOver);
        this.topology = new Topology(network, shapes, random, workers);
        this.growth = new GrowthGradients(network, workers);
        this.largeBatch = new LargeBatch(network, pass, growth);
        topology.begin(updater, pass, growth);
        this.optimizerStep =
                new OptimizerStep(network, pass, workers, recipe, random, batches.perEpoch());
    }

    /// Refuses methods that do not go together.
    private static void check(Recipe recipe) {
        int sharing = recipe.gradients().workers();
        if (recipe.batch() % sharing != 0) {
            throw new UserFacingException("batch-not-shared", recipe.batch(), sharing);
        }
        recipe.gradients().check(recipe.optimizer().momentum());
    }

    private Beginning beginning() {
        return new FirstBatches(
                network,
                split.training(),
                inputs,
                batches,
                recipe.loss(),
                kernels,
                workers,
                random,
                pass);
    }

    private void takeOver(List<Mask> masks) {
        for (int l = 0; l < masks.size(); l++) {
            network.trainable().get(l).weight().matrix().setMask(masks.get(l));
        }
    }

    public long step() {
        return step;
    }

    public long steps() {
        return steps;
    }

    public long stepsPerEpoch() {
        return batches.perEpoch();
    }

    public Recipe recipe() {
        return recipe;
    }

    public Split split() {
        return split;
    }

    public int testLooks() {
        return testLooks;
    }

    /// What the weights cost under the masks as they are.
    public Costs costs() {
        return new Costs(
                network.trainable().stream()
                        .map(layer ->
                                new LayerCost(
                                        layer.weight().shape(),
                                        layer.positions(),
                                        layer.weight().matrix().mask().activeCount()))
                        .toList());
    }

    /// What never changes during a run and views show.
    ///
    /// @param split which images train, steer and judge
    /// @param shapes of the prunable layers
    /// @param steps of the whole run
    /// @param stepsPerEpoch whole batches of an epoch
    /// @param cautions what a person should know of the data before training
    public record Facts(
            Split split,
            List<LayerShape> shapes,
            long steps,
            long stepsPerEpoch,
            List<Problem> cautions) {
        public Facts {
            shapes = List.copyOf(shapes);
            cautions = List.copyOf(cautions);
        }
    }

    public Facts facts() {
        return new Facts(split, shapes, steps, batches.perEpoch(), cautions);
    }

    /// Whether the last step's loss was no finite number; no parameter was changed by that step.
    boolean diverged() {
        return diverged;
    }

    /// Whether every parameter and statistic is a finite number: what a checkpoint must hold to be
    /// of use.
    boolean isFinite() {
        for (Parameter p : network.parameters()) {
            if (!isFinite(p.matrix().values())) {
                return false;
            }
        }
        return network.learned().stream()
                .flatMap(layer -> layer.statistics().values().stream())
                .allMatch(Trainer::isFinite);
    }

    private static boolean isFinite(float[] numbers) {
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                return false;
            }
        }
        return true;
    }

    /// What is counted beside the weights.
    Tally tally() {
        return new Tally(
                step,
                optimizerStep.applied(),
                topology.updates(),
                lossSum,
                correctSum,
                seen,
                optimizerStep.sent());
    }

    /// Goes on from a checkpoint, as if there had been no break.
    ///
    /// @param state of this recipe's network
    /// @param now the recipe with the changes that acted before the checkpoint
    /// @param looks at the test set before it
    void restore(SavedState state, Recipe now, int looks) {
        quantization.use(now.quantizer());
        optimizerStep.use(now.regularizer());
        state.putInto(this);
        Tally tally = state.tally();
        step = tally.step();
        optimizerStep.restore(tally);
        lossSum = tally.lossSum();
        correctSum = tally.correctSum();
        seen = tally.seen();
        topology.restored(tally.updates());
        follow(now);
        testLooks = looks;
    }

    /// Puts the state of a checkpoint into this, to look at a trained network, maybe through
    /// another quantizer than it was trained with.
    ///
    /// @throws UserFacingException if it is the checkpoint of another network, or lacks what the
    ///   quantizer of this recipe has learned
    public void load(Path checkpoint) {
        restore(SavedState.read(checkpoint), recipe, testLooks);
    }

    Network network() {
        return network;
    }

    Inputs inputs() {
        return inputs;
    }

    /// Holds the last step's batch.
    Pass pass() {
        return pass;
    }

    Quantization quantization() {
        return quantization;
    }

    GrowthGradients growth() {
        return growth;
    }

    Topology topology() {
        return topology;
    }

    /// Takes over a changed value; it acts on the next step.
    ///
    /// @return the value it replaced
    /// @throws UserFacingException if the value is not allowed or cannot change during a run
    public Object apply(Command.Change change) {
        LiveChange wanted = LiveChange.of(recipe, change, step, steps, topology.sparsity());
        Recipe next = wanted.next();
        MaskUpdater following = next.maskUpdater();
        if (following.needsDenseWeights() && !dense) {
            throw new UserFacingException("next-run-only", change.path());
        }
        check(next);
        following.check(shapes); // all this before anything has changed
        following.unitPruner().ifPresent(u -> u.check(network.couplings(), shapes));
        Object before = recipe.get(change.path());
        if (wanted.replaced()) {
            topology.carry(Float.NaN);
        }
        if (wanted.replaced()
                || following.growthGradient() != recipe.maskUpdater().growthGradient()) {
            growth.clear(); // another method's mean, or another kind of one
        }
        retarget |= wanted.retargets();
        follow(next);
        if (change.path().startsWith(QUANTIZER)) {
            quantization.use(next.quantizer());
        }
        optimizerStep.use(next.regularizer());
        return before;
    }

    private void follow(Recipe next) {
        recipe = next;
        updater = next.maskUpdater().inSteps(batches.perEpoch());
        accumulation = updater.accumulation();
    }

    private OptionalDouble planned(MaskUpdater by) {
        return by.plannedSparsity(step, steps);
    }

    /// Runs one step.
    ///
    /// @param told of what happened, on this thread
    /// @return false once the recipe's last step is done, or the loss is no finite number
    public boolean step(Consumer<TrainingEvent> told) {
        if (updater.remembersAt(step, steps)) {
            Rewinding.remember(network.parameters());
        }
        optimizerStep.draw(random, step);
        boolean updates = retarget || updater.updatesAt(step, steps);
        boolean whole =
                !updates
                        || !LargeBatch.isWanted(updater)
                        || largeBatch.begin(step, updater.growthBatches(), passBatch);
        network.mode().train(step, random);
        batches.choose(step, items, labels, 0);
        if (quantization.needsRange()) {
            findRange();
        }
        pass.train(workers, begin, lossOfTile);
        lastLoss = totals.loss() / pass.columns();
        if (!whole || !Double.isFinite(lastLoss)) {
            diverged = true;
            told.accept(new TrainingEvent.Diverged(step));
            return false;
        }
        quantization.advance();
        lossSum += totals.loss();
        correctSum += totals.correct();
        seen += pass.columns();
        if (growth.isWanted(updater, step, steps)) {
            growth.add(pass, updater.growthMomentum());
        }
        if (updates) {
            told.accept(updateMasks());
        }
        if (!updates || !updater.replacesOptimizerStep()) {
            boolean listens = updater.accumulatesAt(step, steps);
            optimizerStep.run(
                    recipe, listens ? accumulation : Accumulation.NONE, rateAt(step), step, steps);
        } else {
            optimizerStep.rest();
        }
        step++;
        if (cadence.isDue(step)) {
            told.accept(measure());
        }
        return step < steps;
    }

    /// Lets the first batch pass once before it trains, so that rounding has a range.
    private void findRange() {
        pass.train(workers, begin, lossOfTile);
        quantization.advance();
    }

    private void begin(int tile) {
        inputs.fill(
                pass.input(),
                tile,
                split.training().dataset(),
                items,
                recipe.data().augment(),
                random.key(RandomStreams.Purpose.AUGMENT, step / batches.perEpoch(), 0));
    }

    private void lossOf(int tile) {
        recipe.loss().evaluate(kernels, pass.output(), labels, pass.outputGradient(), totals, tile);
    }

    /// Lets another batch pass at today's weights.
    ///
    /// @param at the step whose batch it is
    /// @return whether its loss is a finite number
    private boolean passBatchOf(long at) {
        network.mode().train(at, random);
        batches.choose(at, items, labels, 0);
        pass.train(workers, begin, lossOfTile);
        return Double.isFinite(totals.loss());
    }

    private TrainingEvent updateMasks() {
        Optional<LayerPruner> layers = retarget ? Optional.empty() : updater.layerPruner();
        Optional<UnitPruner> units = updater.unitPruner();
        TopologyUpdate change =
                layers.isPresent()
                        ? topology.prune(layers.get(), step, calibration())
                        : units.isPresent()
                                ? topology.prune(
                                        units.get(), step, steps, pass, growth, calibration())
                                : topology.update(updater, step, steps, retarget, pass, growth);
        if (updater.rewinds() && Rewinding.rewind(network.parameters())) {
            optimizerStep.rewind();
        }
        if (updater.growthMomentum() == 0) {
            growth.clear();
        }
        retarget = false;
        return new TrainingEvent.MasksChanged(
                step, change, topology.effectiveSparsity(), topology.explored());
    }

    private Calibration calibration() {
        return new Calibration(
                network, split.training(), inputs, batches, workers, pass.columns(), step);
    }

    /// The learning rate at a step, within its round.
    private double rateAt(long at) {
        Span round = updater.roundAt(at, steps);
        return recipe.optimizer().rateAt(at - round.begin(), round.end() - round.begin());
    }

    private TrainingEvent measure() {
        Evaluation now = validate();
        validation = Optional.of(now);
        var event =
                new TrainingEvent.Measured(
                        step,
                        lossSum / seen,
                        (double) correctSum / seen,
                        rateAt(step - 1),
                        topology.sparsity(),
                        planned(recipe.maskUpdater()),
                        optimizerStep.traffic(recipe),
                        optimizerStep.pruned(),
                        now);
        lossSum = 0;
        correctSum = 0;
        seen = 0;
        return event;
    }

    /// Lets the first training batches pass, so that rounding of what layers read has a range;
    /// nothing is trained. For networks that were trained without it.
    ///
    /// @param count of batches, at least 1
    void calibrate(int count) {
        for (int k = 0; k < count; k++) {
            network.mode().train(k, random);
            batches.choose(k, items, labels, 0);
            findRange();
        }
    }

    /// Judges the weights as they are on the validation part.
    public Evaluation validate() {
        return evaluator.evaluate(Part.VALIDATION, split.validation(), inputs, step);
    }

    /// Looks at the test set. The run counts how often.
    public Evaluation lookAtTest() {
        testLooks++;
        return evaluator.evaluate(Part.TEST, split.test(), inputs, step);
    }

    /// Copies out what views may see.
    ///
    /// @param watch what they want beyond masks
    Snapshot snapshot(RunState state, Watch watch, double seconds, double imagesPerSecond) {
        return new Snapshot(
                state,
                step,
                steps,
                batches.perEpoch(),
                recipe,
                rateAt(step),
                lastLoss,
                validation,
                topology.sparsity(),
                topology.effectiveSparsity(),
                planned(recipe.maskUpdater()),
                topology.explored(),
                topology.updates(),
                testLooks,
                seconds,
                imagesPerSecond,
                LayerCopies.of(network, topology, pass, watch, step > 0));
    }

    /// Works with one thread for `nanos`, beginning `delay` nanoseconds from now; see [Workers].
    /// May be called from any thread.
    void makeRoom(long delay, long nanos) {
        workers.makeRoom(delay, nanos);
    }

    /// Ends the worker threads.
    @Override
    public void close() {
        workers.close();
    }

    /// The layers with weights, for checkpoints.
    List<TrainableLayer> layers() {
        return network.trainable();
    }

    /// The layers whose parameters no mask updater touches, for checkpoints.
    List<LearnedLayer> learned() {
        return network.learned();
    }
}
