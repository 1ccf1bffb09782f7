package filigree.model.topology;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.method.ParamValues;
import filigree.model.network.Network;
import filigree.model.random.RandomStreams;
import filigree.model.schedule.Span;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// A method with its scores turned round: it keeps, and grows, what that one would drop. If this
/// costs nothing, the scores say nothing.
///
/// Layers keep the counts that the method gives them: where all layers compete for one budget, each
/// keeps as many of its lowest as would have been among the highest.
///
/// @param of the method
public record Inverted(MaskUpdater of) implements MaskUpdater {
    static final Param.OfMethod<MaskUpdater> OF =
            Param.<MaskUpdater>method(
                            "of",
                            MaskUpdater.class,
                            MagnitudePruning.TYPE.create(ParamValues.none()))
                    .except("inverted", "dense", "static", "given-mask", "wanda", "sparsegpt");

    public static final MethodType<Inverted> TYPE =
            MethodType.<Inverted>of("inverted", "Frankle et al. 2021, arXiv:2009.08576, section 5")
                    .param(OF, Inverted::of)
                    .build(v -> new Inverted(v.get(OF)));

    /// Whether a method has scores that can be turned round.
    public static boolean canTurn(MaskUpdater updater) {
        return !OF.excluded().contains(updater.type().id());
    }

    @Override
    public MethodType<Inverted> type() {
        return TYPE;
    }

    @Override
    public List<NextMask> newMasks(long step, long steps, List<LayerView> layers) {
        return of.newMasks(step, steps, turned(layers));
    }

    private static List<LayerView> turned(List<LayerView> layers) {
        return layers.stream().map(LayerView::inverted).toList();
    }

    @Override
    public Optional<List<Mask>> masksAtStart(Beginning beginning) {
        return of.masksAtStart(new InvertedBeginning(beginning));
    }

    private record InvertedBeginning(Beginning of) implements Beginning {
        @Override
        public Network network() {
            return of.network();
        }

        @Override
        public RandomStreams random() {
            return of.random();
        }

        @Override
        public boolean isInverted() {
            return true;
        }

        @Override
        public List<LayerView> measured(int batches) {
            return of.measured(batches).stream().map(LayerView::inverted).toList();
        }

        @Override
        public void eachExample(int batches, Reader reader) {
            of.eachExample(batches, reader);
        }

        @Override
        public void eachExampleOfClasses(int count, Reader reader) {
            of.eachExampleOfClasses(count, reader);
        }
    }

    /// As by the method itself: a target that a person moves is no placebo.
    @Override
    public List<NextMask> masksAtPlan(long step, long steps, List<LayerView> layers) {
        return of.masksAtPlan(step, steps, layers);
    }

    @Override
    public boolean needsDenseWeights() {
        return of.needsDenseWeights();
    }

    @Override
    public Set<Signal> signals() {
        return of.signals();
    }

    @Override
    public Accumulation accumulation() {
        return of.accumulation();
    }

    @Override
    public boolean accumulatesAt(long step, long steps) {
        return of.accumulatesAt(step, steps);
    }

    @Override
    public int growthBatches() {
        return of.growthBatches();
    }

    @Override
    public GrowthGradient growthGradient() {
        return of.growthGradient();
    }

    @Override
    public double growthMomentum() {
        return of.growthMomentum();
    }

    @Override
    public boolean listensAt(long step, long steps) {
        return of.listensAt(step, steps);
    }

    @Override
    public int denseBatchesAt(long step, long steps) {
        return of.denseBatchesAt(step, steps);
    }

    @Override
    public boolean choosesByLayer() {
        return of.choosesByLayer();
    }

    @Override
    public NewWeights newWeights() {
        return of.newWeights();
    }

    @Override
    public boolean replacesOptimizerStep() {
        return of.replacesOptimizerStep();
    }

    @Override
    public MaskUpdater inSteps(long stepsPerEpoch) {
        return new Inverted(of.inSteps(stepsPerEpoch));
    }

    @Override
    public float carriedAtStart() {
        return of.carriedAtStart();
    }

    @Override
    public float carriedAfter(float carried, long step, long steps, List<LayerView> layers) {
        return of.carriedAfter(carried, step, steps, turned(layers));
    }

    @Override
    public List<NextMask> newMasks(long step, long steps, List<LayerView> layers, float carried) {
        return of.newMasks(step, steps, turned(layers), carried);
    }

    @Override
    public Optional<List<Mask>> trained(List<LayerView> layers) {
        return of.trained(turned(layers));
    }

    @Override
    public Optional<UnitPruner> unitPruner() {
        return of.unitPruner();
    }

    @Override
    public void check(List<LayerShape> layers) {
        of.check(layers);
    }

    @Override
    public List<Mask> initialMasks(List<LayerShape> layers, RandomStreams random) {
        return of.initialMasks(layers, random);
    }

    @Override
    public Optional<LayerPruner> layerPruner() {
        return of.layerPruner();
    }

    @Override
    public Span roundAt(long step, long steps) {
        return of.roundAt(step, steps);
    }

    @Override
    public boolean remembersAt(long step, long steps) {
        return of.remembersAt(step, steps);
    }

    @Override
    public boolean rewinds() {
        return of.rewinds();
    }

    @Override
    public Span span(long steps) {
        return of.span(steps);
    }

    @Override
    public boolean updatesAt(long step, long steps) {
        return of.updatesAt(step, steps);
    }

    @Override
    public OptionalDouble plannedSparsity(long step, long steps) {
        return of.plannedSparsity(step, steps);
    }
}
