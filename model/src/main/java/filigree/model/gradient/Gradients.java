package filigree.model.gradient;

import filigree.model.kernel.Workers;
import filigree.model.layer.Parameter;
import filigree.model.matrix.WeightMatrix;
import filigree.model.random.RandomStreams;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The gradients of a whole network in one step: those of the stored weights and of the biases.
///
/// They are cut into pieces of a fixed size, so a sum over all has the same tree for any number of
/// threads. A transform may keep buffers beside them, one number a gradient: they are slots of the
/// weights, so a topology update moves them, forgets those of dropped weights, and checkpoints keep
/// them. Each worker has its own. Nothing is allocated for a step while the masks stay, but for a
/// few objects of some bytes.
public final class Gradients {
    static final int PIECE = 4_096;

    /// Changes the gradients at positions from … to, alone.
    @FunctionalInterface
    public interface Change {
        void apply(float[] gradients, int from, int to);
    }

    /// Changes the gradients at positions from … to and a buffer beside them.
    @FunctionalInterface
    public interface BufferChange {
        void apply(float[] gradients, float[] buffer, int from, int to);
    }

    /// @param tensor place of the matrix among all
    record Piece(WeightMatrix matrix, int tensor, int from, int to) {}

    private final List<WeightMatrix> matrices;
    private final Workers workers;
    private final List<Piece> pieces = new ArrayList<>();
    private final Selection selection;
    private final Map<String, String[]> names = new HashMap<>(); // of each worker's buffers
    private final Workers.Task square = this::square; // made once: a step makes nothing
    private double[] squares = {};
    private long version = -1;
    private Turn turn = new Turn(0, 1, 0, 1, new RandomStreams(0));
    private long sent;

    /// @param parameters of the network, in a fixed order
    /// @param workers share the pieces
    public Gradients(List<Parameter> parameters, Workers workers) {
        this.matrices = parameters.stream().map(Parameter::matrix).toList();
        this.workers = workers;
        this.selection = new Selection(pieces, workers);
    }

    /// Begins with the gradients of a worker. Until a transform says otherwise, it sends all.
    public void begin(Turn next) {
        refresh();
        turn = next;
        sent = size();
    }

    public Turn turn() {
        return turn;
    }

    /// How many gradients there are.
    public long size() {
        long size = 0;
        for (WeightMatrix matrix : matrices) {
            size += matrix.values().length;
        }
        return size;
    }

    /// How many of them the worker sends.
    public long sent() {
        return sent;
    }

    /// Returns the Euclidean norm of all gradients together.
    public double norm() {
        refresh();
        workers.run(pieces.size(), square);
        double sum = 0;
        for (double piece : squares) {
            sum += piece;
        }
        return Math.sqrt(sum);
    }

    /// Changes all gradients, piece by piece.
    public void change(Change each) {
        refresh();
        workers.run(
                pieces.size(),
                i -> {
                    Piece p = pieces.get(i);
                    each.apply(p.matrix().gradients(), p.from(), p.to());
                });
    }

    /// Changes all gradients and the worker's buffer of that name, all 0 at first.
    public void change(String buffer, BufferChange each) {
        refresh();
        String slot = slot(buffer);
        workers.run(
                pieces.size(),
                i -> {
                    Piece p = pieces.get(i);
                    each.apply(
                            p.matrix().gradients(), p.matrix().slots().get(slot), p.from(), p.to());
                });
    }

    /// What a choice is made among: the gradients themselves.
    public Selection.Values gradients() {
        refresh();
        return WeightMatrix::gradients;
    }

    /// What a choice is made among: the worker's buffer of that name.
    public Selection.Values buffer(String name) {
        refresh();
        String slot = slot(name);
        return matrix -> matrix.slots().get(slot);
    }

    /// Chooses some of them.
    public Selection selection() {
        return selection;
    }

    /// Keeps the chosen gradients and makes the others 0.
    public void sendChosen() {
        sent = selection.count();
        selection.forEachPiece((p, chosen) -> {
            float[] g = p.matrix().gradients();
            for (int k = p.from(); k < p.to(); k++) {
                g[k] = chosen.has(k) ? g[k] : 0;
            }
        });
    }

    /// Sends the chosen elements of a buffer in place of the gradients, and takes them out of it.
    public void sendChosen(String buffer) {
        sent = selection.count();
        String slot = slot(buffer);
        selection.forEachPiece((p, chosen) -> {
            float[] g = p.matrix().gradients();
            float[] b = p.matrix().slots().get(slot);
            for (int k = p.from(); k < p.to(); k++) {
                boolean goes = chosen.has(k);
                g[k] = goes ? b[k] : 0;
                b[k] = goes ? 0 : b[k];
            }
        });
    }

    /// Sets the chosen elements of a buffer to 0.
    public void clearChosen(String buffer) {
        String slot = slot(buffer);
        selection.forEachPiece((p, chosen) -> {
            float[] b = p.matrix().slots().get(slot);
            for (int k = p.from(); k < p.to(); k++) {
                b[k] = chosen.has(k) ? 0 : b[k];
            }
        });
    }

    /// The slot of the worker's buffer, which is there then.
    private String slot(String buffer) {
        String[] slots = names.get(buffer);
        if (slots == null || slots.length < turn.workers()) {
            slots = new String[turn.workers()];
            for (int w = 0; w < slots.length; w++) {
                slots[w] = w == 0 ? buffer : buffer + "-" + (w + 1);
            }
            names.put(buffer, slots);
        }
        String slot = slots[turn.worker()];
        for (WeightMatrix matrix : matrices) {
            float[] _ = matrix.slots().get(slot); // made here: threads must not make it
        }
        return slot;
    }

    private void square(int piece) {
        Piece p = pieces.get(piece);
        float[] g = p.matrix().gradients();
        double sum = 0;
        for (int k = p.from(); k < p.to(); k++) {
            sum += (double) g[k] * g[k];
        }
        squares[piece] = sum;
    }

    /// Cuts anew if masks have changed.
    private void refresh() {
        long now = 0;
        for (WeightMatrix matrix : matrices) {
            now += matrix.version();
        }
        if (now == version) {
            return;
        }
        version = now;
        pieces.clear();
        for (int t = 0; t < matrices.size(); t++) {
            int all = matrices.get(t).values().length;
            for (int at = 0; at < all; at += PIECE) {
                pieces.add(new Piece(matrices.get(t), t, at, Math.min(all, at + PIECE)));
            }
        }
        squares = new double[pieces.size()];
        selection.refresh();
    }
}
