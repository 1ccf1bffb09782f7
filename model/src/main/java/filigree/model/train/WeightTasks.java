package filigree.model.train;

import filigree.model.layer.Layer;
import filigree.model.layer.LearnedLayer;
import filigree.model.layer.Parameter;
import filigree.model.layer.TrainableLayer;
import filigree.model.matrix.Activations;
import filigree.model.matrix.ProductPath;
import filigree.model.matrix.TrainedRuns;
import filigree.model.matrix.WeightMatrix;
import filigree.model.network.BatchPart;
import filigree.model.network.Network;
import filigree.model.network.Pass;
import filigree.model.optim.Optimizer;
import filigree.model.regularize.Regularizer;
import filigree.model.topology.Accumulation;
import java.util.ArrayList;
import java.util.List;

/// The second half of a step, cut into pieces of about equal work: first whole rows (gradient of
/// the weights, optimizer), then the copies that products read. Pieces share nothing, so neither
/// their size nor who takes them changes a bit.
final class WeightTasks {
    private static final int WEIGHTS_A_TASK = 2_048; // counted as often as an example uses them
    private static final int LEARNED_A_TASK = 16_384; // each piece may read the whole batch
    private static final int WEIGHTS_A_DENSE_TASK = 131_072; // each turns the whole input once
    private static final int WEIGHTS_A_COPY = 8_192;

    private final Network network;
    private BatchPart part; // what gradients are computed from
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Copy> copies = new ArrayList<>();
    private long version = -1;

    private record Copy(WeightMatrix matrix, int from, int to) {}

    /// Some rows of the layer at a place of the network.
    private record Piece(int place, Layer layer, List<Parameter> parameters, int from, int to) {}

    WeightTasks(Network network, Pass pass) {
        this.network = network;
        this.part = BatchPart.whole(pass);
    }

    /// Cuts anew if masks have changed.
    void refresh() {
        long now = 0;
        for (int l = 0; l < network.trainable().size(); l++) { // neither stream nor iterator
            now += network.trainable().get(l).weight().matrix().version();
        }
        if (now == version) {
            return;
        }
        version = now;
        pieces.clear();
        copies.clear();
        for (Parameter p : network.parameters()) {
            int all = p.matrix().mask().activeCount();
            for (int at = 0; at < all; at += WEIGHTS_A_COPY) {
                copies.add(new Copy(p.matrix(), at, Math.min(all, at + WEIGHTS_A_COPY)));
            }
        }
        for (int l = 0; l < network.layers().size(); l++) {
            switch (network.layers().get(l)) {
                case TrainableLayer layer -> cut(l, layer);
                case LearnedLayer layer -> cut(l, layer);
                default -> {} // nothing to learn
            }
        }
    }

    private void cut(int place, TrainableLayer layer) {
        List<Parameter> moved = List.of(layer.weight(), layer.bias()); // row by row
        int[] starts = layer.weight().matrix().stored().starts;
        boolean dense = layer.path() == ProductPath.DENSE;
        int least = dense ? WEIGHTS_A_DENSE_TASK : WEIGHTS_A_TASK;
        int from = 0;
        for (int i = 1; i < starts.length; i++) {
            long uses = (long) (starts[i] - starts[from]) * layer.positions();
            boolean even = !dense || (i - from) % 4 == 0; // the kernel takes four rows at a time
            if ((uses >= least && even) || i == starts.length - 1) {
                pieces.add(new Piece(place, layer, moved, from, i));
                from = i;
            }
        }
    }

    private void cut(int place, LearnedLayer layer) {
        int columns =
                layer.parameters().stream().mapToInt(p -> p.shape().columns()).max().orElse(1);
        int rows = Math.ceilDiv(LEARNED_A_TASK, columns);
        for (int from = 0; from < layer.gradientRows(); from += rows) {
            int to = Math.min(layer.gradientRows(), from + rows);
            pieces.add(new Piece(place, layer, layer.parameters(), from, to));
        }
    }

    /// Has gradients computed from this part of the batch from now on.
    void read(BatchPart next) {
        part = next;
    }

    int count() {
        return pieces.size();
    }

    /// Gradient and optimizer of a piece, one after the other.
    ///
    /// @param sums what the mask updater keeps of each step
    void run(
            int task,
            Optimizer optimizer,
            Optimizer.Moment moment,
            Regularizer regularizer,
            Accumulation sums) {
        gradient(task, moment, regularizer, sums);
        update(task, optimizer, moment, regularizer);
    }

    /// The first half of [#run]: the gradients of a piece.
    void gradient(int task, Optimizer.Moment moment, Regularizer regularizer, Accumulation sums) {
        Piece piece = pieces.get(task);
        Activations in = part.inputOf(piece.place());
        Activations dOut = part.gradientOf(piece.place());
        switch (piece.layer()) {
            case TrainableLayer layer -> {
                layer.gradient(in, dOut, piece.from(), piece.to());
                WeightMatrix w = layer.weight().matrix();
                if (w.effective() != w.values()) {
                    w.reparameterization().orElseThrow().backward(w, piece.from(), piece.to());
                }
                sums.add(w, moment, piece.from(), piece.to());
                addPenalty(regularizer, w, piece);
            }
            case LearnedLayer layer -> layer.gradient(in, dOut, piece.from(), piece.to());
            default -> throw new IllegalStateException(piece.toString());
        }
    }

    private static void addPenalty(Regularizer regularizer, WeightMatrix w, Piece piece) {
        float[] values = w.values();
        float[] g = w.gradients();
        int[] starts = w.stored().starts;
        for (int row = piece.from(); row < piece.to(); row++) {
            if (w.trained().isEmpty()) {
                regularizer.addGradient(values, g, starts, row, starts[row], starts[row + 1]);
            } else {
                TrainedRuns runs = w.trained().get();
                for (int n = runs.first(row); n < runs.first(row + 1); n++) {
                    regularizer.addGradient(values, g, starts, row, runs.from(n), runs.to(n));
                }
            }
        }
    }

    /// The second half of [#run]: moves the weights of a piece.
    void update(int task, Optimizer optimizer, Optimizer.Moment moment, Regularizer regularizer) {
        Piece piece = pieces.get(task);
        List<Parameter> parameters = piece.parameters();
        for (int k = 0; k < parameters.size(); k++) { // an iterator would be an object a piece
            WeightMatrix m = parameters.get(k).matrix();
            boolean decays = parameters.get(k).prunable();
            if (m.trained().isEmpty()) {
                int[] starts = m.stored().starts;
                move(optimizer, moment, m, decays, starts[piece.from()], starts[piece.to()]);
            } else {
                TrainedRuns runs = m.trained().get();
                for (int n = runs.first(piece.from()); n < runs.first(piece.to()); n++) {
                    move(optimizer, moment, m, decays, runs.from(n), runs.to(n));
                }
            }
        }
        if (piece.layer() instanceof TrainableLayer layer) {
            WeightMatrix w = layer.weight().matrix();
            regularizer.shrink(
                    moment.rate(), w.values(), w.stored().starts, piece.from(), piece.to());
        }
    }

    private static void move(
            Optimizer optimizer,
            Optimizer.Moment moment,
            WeightMatrix m,
            boolean decays,
            int from,
            int to) {
        optimizer.update(moment, m.values(), m.gradients(), m.slots(), decays, from, to);
    }

    /// How many pieces the packed copies have.
    int copies() {
        return copies.size();
    }

    /// Writes one piece of the packed copies of a matrix; every task of [#run] must be done.
    void copy(int task) {
        Copy copy = copies.get(task);
        copy.matrix().publish(copy.from(), copy.to());
    }
}
