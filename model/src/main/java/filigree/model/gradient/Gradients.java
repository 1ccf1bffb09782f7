package filigree.model.gradient;

import filigree.model.kernel.Workers;
import filigree.model.layer.Parameter;
import filigree.model.matrix.WeightMatrix;
import java.util.ArrayList;
import java.util.List;

/// The gradients of a whole network in one step: those of the active weights and of the biases.
///
/// They are cut into pieces of a fixed size, so a sum over all has the same tree for any number of
/// threads. Nothing is allocated per step while the masks stay.
public final class Gradients {
    private static final int PIECE = 4_096;

    /// Changes the gradients at positions from … to, alone.
    @FunctionalInterface
    public interface Change {
        void apply(float[] gradients, int from, int to);
    }

    private record Piece(WeightMatrix matrix, int from, int to) {}

    private final List<WeightMatrix> matrices;
    private final Workers workers;
    private final List<Piece> pieces = new ArrayList<>();
    private final Workers.Task square = this::square; // made once: a step makes nothing
    private final Workers.Task change = this::change;
    private double[] squares = {};
    private Change wanted = (_, _, _) -> {};
    private long version = -1;

    /// @param parameters of the network, in a fixed order
    /// @param workers share the pieces
    public Gradients(List<Parameter> parameters, Workers workers) {
        this.matrices = parameters.stream().map(Parameter::matrix).toList();
        this.workers = workers;
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
        wanted = each;
        workers.run(pieces.size(), change);
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

    private void change(int piece) {
        Piece p = pieces.get(piece);
        wanted.apply(p.matrix().gradients(), p.from(), p.to());
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
        for (WeightMatrix matrix : matrices) {
            int all = matrix.gradients().length;
            for (int at = 0; at < all; at += PIECE) {
                pieces.add(new Piece(matrix, at, Math.min(all, at + PIECE)));
            }
        }
        squares = new double[pieces.size()];
    }
}
