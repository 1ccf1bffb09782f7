package filigree.model.gradient;

import filigree.model.gradient.Gradients.Piece;
import filigree.model.kernel.Workers;
import filigree.model.matrix.WeightMatrix;
import java.util.Arrays;
import java.util.List;

/// Chooses elements of a buffer beside the weights of a network: exactly the `count` with the
/// highest rank, the lower place first among equals.
///
/// A radix select: ranks have 31 bits, of which a round looks at ten or eleven. It counts how often
/// each value occurs, goes down from the highest until `count` are found and so learns these bits
/// of the lowest rank that is chosen. Counts are whole numbers, so no order of threads matters.
public final class Selection {
    private static final int GROUPS = 32; // pieces that are counted together; fixed, see above
    private static final int BUCKETS = 1 << 11;
    private static final int[] ROUNDS = {20, 10, 0}; // lowest bit looked at
    private static final int WORDS = Gradients.PIECE / Long.SIZE;

    /// Where the elements of a matrix are.
    @FunctionalInterface
    public interface Values {
        float[] of(WeightMatrix matrix);
    }

    /// What is chosen first.
    @FunctionalInterface
    public interface Ranking {
        /// The largest absolute value first: the bits of a positive float are in the order of its
        /// values.
        Ranking LARGEST = (value, _) -> Float.floatToRawIntBits(value) & Integer.MAX_VALUE;

        /// @param place of the element among all of the network
        /// @return at least 0
        int of(float value, long place);
    }

    /// Among what the largest are chosen.
    public enum Scope {
        NETWORK,
        TENSOR
    }

    /// What is done with a piece once the choice is made.
    @FunctionalInterface
    interface PieceTask {
        void run(Piece piece, Chosen chosen);
    }

    /// Which elements of a piece are chosen.
    static final class Chosen {
        private final long[] bits; // the owner's
        private final int first; // word of the piece
        private final int from; // position of its first element

        private Chosen(long[] bits, int first, int from) {
            this.bits = bits;
            this.first = first;
            this.from = from;
        }

        boolean has(int position) {
            int k = position - from;
            return (bits[first + (k >> 6)] >>> k & 1) != 0;
        }
    }

    private final List<Piece> pieces;
    private final Workers workers;
    private final int[][] counts = new int[GROUPS][BUCKETS];
    private final int[] allowed = new int[GROUPS]; // of those that rank as the lowest chosen one
    private final Workers.Task count = this::count; // made once: a step makes nothing
    private final Workers.Task mark = this::mark;
    private Chosen[] chosen = {};
    private long[] places = {}; // of each piece's first element, and the end
    private long[] bits = {};

    // the choice under way
    private Values values = WeightMatrix::values;
    private Ranking ranking = Ranking.LARGEST;
    private int first;
    private int last;
    private int groups;
    private int known; // lowest bit that is known of the lowest rank chosen
    private int shift;
    private int lowest;

    /// @param pieces of the network, whose owner calls [#refresh] when they have changed
    Selection(List<Piece> pieces, Workers workers) {
        this.pieces = pieces;
        this.workers = workers;
    }

    void refresh() {
        int n = pieces.size();
        if (bits.length != n * WORDS) {
            bits = new long[n * WORDS];
        }
        chosen = new Chosen[n];
        places = new long[n + 1];
        for (int p = 0; p < n; p++) {
            chosen[p] = new Chosen(bits, p * WORDS, pieces.get(p).from());
            places[p + 1] = places[p] + pieces.get(p).to() - pieces.get(p).from();
        }
    }

    /// Chooses a fraction, at least one element of each whole.
    ///
    /// @param from what they are chosen among
    /// @param by what comes first
    /// @param fraction chosen, in (0, 1]
    /// @param of what it is a fraction
    public void choose(Values from, Ranking by, double fraction, Scope of) {
        values = from;
        ranking = by;
        int end;
        for (int at = 0; at < pieces.size(); at = end) {
            end = of == Scope.NETWORK ? pieces.size() : endOfTensor(at);
            long size = places[end] - places[at];
            choose(at, end, Math.clamp(Math.round(fraction * size), 1, size));
        }
    }

    /// Chooses all elements with at least this absolute value.
    public void chooseFrom(Values from, float least) {
        workers.run(
                pieces.size(),
                i -> {
                    Piece p = pieces.get(i);
                    float[] v = from.of(p.matrix());
                    Arrays.fill(bits, i * WORDS, (i + 1) * WORDS, 0);
                    for (int k = p.from(); k < p.to(); k++) {
                        if (Math.abs(v[k]) >= least) {
                            set(i, k - p.from());
                        }
                    }
                });
    }

    /// Returns how many are chosen.
    public long count() {
        long sum = 0;
        for (long word : bits) {
            sum += Long.bitCount(word);
        }
        return sum;
    }

    void forEachPiece(PieceTask task) {
        workers.run(pieces.size(), i -> task.run(pieces.get(i), chosen[i]));
    }

    private int endOfTensor(int at) {
        int end = at + 1;
        while (end < pieces.size() && pieces.get(end).tensor() == pieces.get(at).tensor()) {
            end++;
        }
        return end;
    }

    private void choose(int from, int to, long wanted) {
        first = from;
        last = to;
        groups = Math.min(GROUPS, to - from);
        lowest = 0;
        known = 31;
        long left = wanted;
        for (int lowestBit : ROUNDS) {
            shift = lowestBit;
            workers.run(groups, count);
            int bucket = (1 << (known - shift)) - 1;
            for (long n = total(bucket); n < left; n = total(bucket)) {
                left -= n;
                bucket--;
            }
            lowest |= bucket << shift;
            known = shift;
        }
        int bucket = lowest & ((1 << ROUNDS[1]) - 1);
        for (int g = 0; g < groups; g++) {
            allowed[g] = (int) Math.min(left, counts[g][bucket]);
            left -= allowed[g];
        }
        workers.run(groups, mark);
    }

    private long total(int bucket) {
        long sum = 0;
        for (int g = 0; g < groups; g++) {
            sum += counts[g][bucket];
        }
        return sum;
    }

    private int start(int group) {
        return first + (int) ((long) (last - first) * group / groups);
    }

    /// Counts the next bits of those that agree with the lowest rank as far as it is known.
    private void count(int group) {
        int[] n = counts[group];
        Arrays.fill(n, 0);
        int mask = (1 << (known - shift)) - 1;
        int like = lowest >>> known;
        for (int i = start(group); i < start(group + 1); i++) {
            Piece p = pieces.get(i);
            float[] v = values.of(p.matrix());
            long place = places[i] - p.from();
            for (int k = p.from(); k < p.to(); k++) {
                int rank = ranking.of(v[k], place + k);
                if (rank >>> known == like) {
                    n[rank >>> shift & mask]++;
                }
            }
        }
    }

    private void mark(int group) {
        int equals = allowed[group];
        for (int i = start(group); i < start(group + 1); i++) {
            Piece p = pieces.get(i);
            float[] v = values.of(p.matrix());
            long place = places[i] - p.from();
            Arrays.fill(bits, i * WORDS, (i + 1) * WORDS, 0);
            for (int k = p.from(); k < p.to(); k++) {
                int rank = ranking.of(v[k], place + k);
                if (rank > lowest || (rank == lowest && equals-- > 0)) {
                    set(i, k - p.from());
                }
            }
        }
    }

    private void set(int piece, int bit) {
        bits[piece * WORDS + (bit >> 6)] |= 1L << bit;
    }
}
