package filigree.model.train;

import filigree.model.layer.Parameter;
import filigree.model.layer.TrainableLayer;
import filigree.model.matrix.ProductPath;
import filigree.model.matrix.WeightMatrix;
import filigree.model.network.Network;
import filigree.model.network.Pass;
import filigree.model.optim.Optimizer;
import filigree.model.regularize.Regularizer;
import java.util.ArrayList;
import java.util.List;

/// The second half of a step, cut into pieces of about equal work: first whole rows (gradient of
/// the weights, optimizer), then the copies that products read. Pieces share nothing, so neither
/// their size nor who takes them changes a bit.
final class WeightTasks {
    private static final int WEIGHTS_A_TASK = 2_048; // counted as often as an example uses them
    private static final int WEIGHTS_A_DENSE_TASK = 131_072; // each turns the whole input once
    private static final int WEIGHTS_A_COPY = 32_768;

    private final Network network;
    private final Pass pass;
    private final List<Integer> places = new ArrayList<>(); // of the trainable layers
    private final List<Piece> pieces = new ArrayList<>();
    private long version = -1;

    private final List<Copy> copies = new ArrayList<>();

    private record Copy(WeightMatrix matrix, int from, int to) {}

    private record Piece(int place, TrainableLayer layer, int from, int to) {}

    WeightTasks(Network network, Pass pass) {
        this.network = network;
        this.pass = pass;
        for (int l = 0; l < network.layers().size(); l++) {
            if (network.layers().get(l) instanceof TrainableLayer) {
                places.add(l);
            }
        }
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
        for (int n = 0; n < places.size(); n++) {
            TrainableLayer layer = network.trainable().get(n);
            int[] starts = layer.weight().matrix().stored().starts;
            boolean dense = layer.path() == ProductPath.DENSE;
            int least = dense ? WEIGHTS_A_DENSE_TASK : WEIGHTS_A_TASK;
            int from = 0;
            for (int i = 1; i < starts.length; i++) {
                long uses = (long) (starts[i] - starts[from]) * layer.positions();
                boolean even =
                        !dense || (i - from) % 4 == 0; // the kernel takes four rows at a time
                if ((uses >= least && even) || i == starts.length - 1) {
                    pieces.add(new Piece(places.get(n), layer, from, i));
                    from = i;
                }
            }
        }
    }

    int count() {
        return pieces.size();
    }

    /// Gradient and optimizer of a piece, one after the other.
    void run(int task, Optimizer optimizer, Optimizer.Moment moment, Regularizer regularizer) {
        gradient(task, regularizer);
        update(task, optimizer, moment, regularizer);
    }

    /// The first half of [#run]: the gradients of a piece.
    void gradient(int task, Regularizer regularizer) {
        Piece piece = pieces.get(task);
        piece.layer()
                .gradient(
                        pass.inputOf(piece.place()),
                        pass.gradientOf(piece.place()),
                        piece.from(),
                        piece.to());
        WeightMatrix w = piece.layer().weight().matrix();
        int[] starts = w.stored().starts;
        regularizer.addGradient(
                w.values(), w.gradients(), starts[piece.from()], starts[piece.to()]);
    }

    /// The second half of [#run]: moves the weights of a piece.
    void update(int task, Optimizer optimizer, Optimizer.Moment moment, Regularizer regularizer) {
        Piece piece = pieces.get(task);
        TrainableLayer layer = piece.layer();
        WeightMatrix w = layer.weight().matrix();
        int[] starts = w.stored().starts;
        update(layer.weight(), optimizer, moment, starts[piece.from()], starts[piece.to()]);
        regularizer.shrink(moment.rate(), w.values(), starts, piece.from(), piece.to());
        update(layer.bias(), optimizer, moment, piece.from(), piece.to());
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

    private static void update(
            Parameter p, Optimizer optimizer, Optimizer.Moment moment, int from, int to) {
        WeightMatrix m = p.matrix();
        optimizer.update(moment, m.values(), m.gradients(), m.slots(), p.prunable(), from, to);
    }
}
