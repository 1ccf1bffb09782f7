package filigree.model.train;

import filigree.model.kernel.Workers;
import filigree.model.layer.Parameter;
import filigree.model.layer.TrainableLayer;
import filigree.model.matrix.MaskedMatrix;
import filigree.model.matrix.WeightMatrix;
import filigree.model.network.Network;
import filigree.model.network.Pass;
import filigree.model.random.RandomStreams;
import filigree.model.random.RandomStreams.Purpose;
import filigree.model.sparsity.Coupling;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.sparsity.Wiring;
import filigree.model.topology.EffectiveSparsity;
import filigree.model.topology.LayerPruner;
import filigree.model.topology.LayerView;
import filigree.model.topology.MaskUpdater;
import filigree.model.topology.NextMask;
import filigree.model.topology.TopologyHistory;
import filigree.model.topology.TopologyUpdate;
import filigree.model.topology.UnitGroups;
import filigree.model.topology.UnitPruner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The masks of a network during training, and what is known about them.
final class Topology {
    private final Network network;
    private final List<LayerShape> shapes;
    private final Wiring wiring;
    private final RandomStreams random;
    private final Workers workers;
    private final List<TopologyHistory> histories;
    private List<Mask> onPath;
    private int updates;
    private float carried = Float.NaN; // by the updater, from one update to the next

    Topology(Network network, List<LayerShape> shapes, RandomStreams random, Workers workers) {
        this.network = network;
        this.shapes = shapes;
        this.wiring = network.wiring();
        this.random = random;
        this.workers = workers;
        this.histories = masks().stream().map(TopologyHistory::new).toList();
        this.onPath = EffectiveSparsity.onPath(wiring, shapes, masks());
    }

    /// Moves every layer to the updater's next mask.
    ///
    /// @param retarget to the plan's exact counts, instead of by the updater's own rule
    /// @param pass holds this step's batch
    /// @param growth the mean gradient of several batches, if the updater wants one
    TopologyUpdate update(
            MaskUpdater updater,
            long step,
            long steps,
            boolean retarget,
            Pass pass,
            GrowthGradients growth) {
        List<LayerView> views = views(step, pass, growth, updater.growthMomentum() > 0);
        if (Float.isNaN(carried)) {
            carried = updater.carriedAtStart();
        }
        List<NextMask> next =
                retarget
                        ? updater.masksAtPlan(step, steps, views)
                        : newMasks(updater, step, steps, views);
        if (!retarget) {
            carried = updater.carriedAfter(carried, step, steps, views);
        }
        List<Long> keys = new ArrayList<>();
        for (int l = 0; l < views.size(); l++) {
            keys.add(random.key(Purpose.NEW_WEIGHTS, step, l));
        }
        Optional<List<Mask>> trained = updater.trained(views);
        TopologyUpdate change =
                TopologyUpdate.apply(
                        step, views, next, histories, updater.newWeights(), keys, workers);
        if (updater.accumulation().startsAnew()) {
            for (TrainableLayer layer : network.trainable()) {
                for (String slot : updater.accumulation().slots()) {
                    Arrays.fill(layer.weight().matrix().slots().get(slot), 0);
                }
            }
        }
        train(trained);
        changed();
        return change;
    }

    /// A layer is one task: a core that somebody else needs ([Workers#makeRoom]) is left after it.
    private List<NextMask> newMasks(
            MaskUpdater updater, long step, long steps, List<LayerView> views) {
        if (!updater.choosesByLayer()) {
            return updater.newMasks(step, steps, views, carried);
        }
        NextMask[] next = new NextMask[views.size()];
        workers.run(
                next.length,
                l -> {
                    List<LayerView> one = List.of(views.get(l));
                    next[l] = updater.newMasks(step, steps, one, carried).getFirst();
                });
        return List.of(next);
    }

    /// Before step 0: finds out which of the stored weights train.
    void begin(MaskUpdater updater, Pass pass, GrowthGradients growth) {
        if (updater.needsDenseWeights()) {
            train(updater.trained(views(0, pass, growth, updater.growthMomentum() > 0)));
        }
    }

    private void train(Optional<List<Mask>> trained) {
        for (int l = 0; l < network.trainable().size(); l++) {
            if (network.trainable().get(l).weight().matrix() instanceof MaskedMatrix m) {
                int layer = l;
                m.train(trained.map(masks -> masks.get(layer)));
            }
        }
    }

    List<LayerView> views(long step, Pass pass, GrowthGradients growth, boolean smoothed) {
        List<LayerView> views = new ArrayList<>();
        for (int l = 0; l < network.layers().size(); l++) {
            if (network.layers().get(l) instanceof TrainableLayer layer) {
                long key = random.key(Purpose.GROW, step, views.size());
                views.add(
                        new LayerView(
                                layer.weight(),
                                growth.over(
                                        layer.measure(pass.inputOf(l), pass.gradientOf(l)),
                                        views.size(),
                                        layer.weight().shape().columns(),
                                        smoothed),
                                key));
            }
        }
        return views;
    }

    /// Removes whole units: their rows and columns leave the masks, and what else belongs to them
    /// becomes 0, so that they output exactly that from now on.
    ///
    /// @param pass holds this step's batch
    /// @param growth the mean gradient of several batches, if the pruner wants one
    TopologyUpdate prune(
            UnitPruner pruner,
            long step,
            long steps,
            Pass pass,
            GrowthGradients growth,
            Calibration calibration) {
        List<Coupling> couplings = network.couplings();
        List<UnitGroups> groups =
                Units.of(
                        network,
                        couplings,
                        views(step, pass, growth, false),
                        () -> calibration.firing(couplings, pruner.examples()));
        List<boolean[]> stay = pruner.unitsThatStay(step, steps, groups);
        List<NextMask> next = UnitPruner.without(couplings, stay, masks());
        List<TopologyUpdate.LayerChange> changes = new ArrayList<>();
        for (int l = 0; l < next.size(); l++) {
            Parameter weight = network.trainable().get(l).weight();
            changes.add(TopologyUpdate.move(step, weight, next.get(l), histories.get(l)));
        }
        Units.silence(network, couplings, stay);
        changed();
        return TopologyUpdate.of(step, changes, histories);
    }

    /// Prunes layer by layer, each by what it reads once those before it are pruned.
    TopologyUpdate prune(LayerPruner pruner, long step, Calibration calibration) {
        List<TopologyUpdate.LayerChange> changes = new ArrayList<>();
        for (int l = 0; l < network.layers().size(); l++) {
            if (network.layers().get(l) instanceof TrainableLayer layer) {
                WeightMatrix w = layer.weight().matrix();
                LayerPruner.Pruned pruned =
                        pruner.prune(
                                layer.weight().shape(),
                                w.toDense(w.values()),
                                calibration.inputsOf(l, layer, pruner));
                Mask after = pruned.mask().minus(pruned.mask().minus(w.mask())); // none comes back
                TopologyHistory history = histories.get(changes.size());
                changes.add(
                        TopologyUpdate.move(step, layer.weight(), NextMask.kept(after), history));
                w.load(pruned.weights());
            }
        }
        train(Optional.empty());
        changed();
        return TopologyUpdate.of(step, changes, histories);
    }

    private void changed() {
        onPath = EffectiveSparsity.onPath(wiring, shapes, masks());
        updates++;
    }

    /// The masks were put back from a checkpoint.
    ///
    /// @param done how many updates there were before
    void restored(int done) {
        onPath = EffectiveSparsity.onPath(wiring, shapes, masks());
        updates = done;
    }

    /// What the updater carries to its next update; NaN for nothing, or if there was none yet.
    float carried() {
        return carried;
    }

    /// Takes over what a checkpoint kept, or NaN to begin anew.
    void carry(float number) {
        carried = number;
    }

    List<Mask> masks() {
        return network.trainable().stream().map(l -> l.weight().matrix().mask()).toList();
    }

    List<Mask> onPath() {
        return onPath;
    }

    List<TopologyHistory> histories() {
        return histories;
    }

    int updates() {
        return updates;
    }

    /// Fraction of all prunable weights that are zero.
    double sparsity() {
        return EffectiveSparsity.sparsityOf(masks());
    }

    /// The same, counting only weights on a path from input to output.
    double effectiveSparsity() {
        return EffectiveSparsity.sparsityOf(onPath);
    }

    /// Share of all prunable weights that were ever active.
    double explored() {
        double ever = 0;
        long size = 0;
        for (int l = 0; l < shapes.size(); l++) {
            ever += histories.get(l).explored() * shapes.get(l).size();
            size += shapes.get(l).size();
        }
        return ever / size;
    }
}
