package filigree.model.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which weights stand side by side, so that each lane of a register adds up a [Strand] of its own:
/// ELLPACK in slices (Monakov et al. 2010, HiPEAC), cut by columns as well, because registers are
/// the only memory from which all lanes can read different places at once.
///
/// A slice is as many strands as a register has lanes. A *step* of it is, for each of its strands,
/// the next weight, if that lies in the step's window of columns; the window begins where the
/// strand that is furthest behind goes on, so most lanes have something to do.
final class Slices {
    final int[] starts; // of each slice, in steps; one more at the end
    final int[] bases; // first column of each step's window
    final int[] sources; // [step][lane]: which weight; -1 in a lane that waits

    private Slices(int[] starts, int[] bases, int[] sources) {
        this.starts = starts;
        this.bases = bases;
        this.sources = sources;
    }

    /// Every `stride`-th weight of a row.
    ///
    /// @param first place of the first one
    /// @param end one past the row's last
    record Strand(int row, int first, int end, int stride) {
        int length() {
            return Math.ceilDiv(end - first, stride);
        }
    }

    /// @param indices columns of the weights, ascending along each strand
    /// @param window columns a lane can read from
    /// @param align what each base is a multiple of
    static Slices of(List<Strand> strands, int[] indices, int lanes, int window, int align) {
        int[] starts = new int[Math.ceilDiv(strands.size(), lanes) + 1];
        List<Integer> bases = new ArrayList<>();
        List<int[]> steps = new ArrayList<>();
        for (int g = 0; g + 1 < starts.length; g++) {
            int to = Math.min(strands.size(), (g + 1) * lanes);
            List<Strand> slice = strands.subList(g * lanes, to);
            int[] next = slice.stream().mapToInt(Strand::first).toArray();
            int furthest = furthest(slice, next, indices);
            while (furthest >= 0) {
                int base = furthest / align * align;
                bases.add(base);
                steps.add(step(slice, next, indices, base + window, lanes));
                furthest = furthest(slice, next, indices);
            }
            starts[g + 1] = steps.size();
        }
        int[] sources = new int[steps.size() * lanes];
        for (int s = 0; s < steps.size(); s++) {
            System.arraycopy(steps.get(s), 0, sources, s * lanes, lanes);
        }
        int[] from = bases.stream().mapToInt(Integer::intValue).toArray();
        return new Slices(starts, from, sources);
    }

    /// The column where the strand goes on that is furthest behind; -1 if all are done.
    private static int furthest(List<Strand> slice, int[] next, int[] indices) {
        int least = Integer.MAX_VALUE;
        for (int l = 0; l < next.length; l++) {
            if (next[l] < slice.get(l).end()) {
                least = Math.min(least, indices[next[l]]);
            }
        }
        return least == Integer.MAX_VALUE ? -1 : least;
    }

    private static int[] step(
            List<Strand> slice, int[] next, int[] indices, int windowEnd, int lanes) {
        int[] taken = new int[lanes];
        Arrays.fill(taken, -1);
        for (int l = 0; l < next.length; l++) {
            Strand strand = slice.get(l);
            if (next[l] < strand.end() && indices[next[l]] < windowEnd) {
                taken[l] = next[l];
                next[l] += strand.stride();
            }
        }
        return taken;
    }
}
