package filigree.model.topology;

import filigree.model.sparsity.Mask;
import java.util.Arrays;

/// When each connection of a layer was born, which ever existed, and which were there first.
///
/// Costs 4 bytes an active weight and two bits a weight.
public final class TopologyHistory {
    private final byte[] ever; // bit i % 8 of byte i / 8, lowest first: as a checkpoint stores it
    private final byte[] first; // the same of the first mask, which follows from the recipe
    private final long firstCount;
    private int[] born; // the step at which the k-th active weight last grew; 0 for the first mask
    private final long size;
    private long everCount;

    /// @param start the mask that training starts with
    public TopologyHistory(Mask start) {
        this.size = start.size();
        this.ever = new byte[Math.toIntExact((size + 7) / 8)];
        this.born = new int[start.activeCount()];
        mark(start);
        this.first = ever.clone();
        this.firstCount = start.activeCount();
    }

    /// Compares a mask with the one that training started with.
    public MaskOverlap withFirst(Mask now) {
        long both = 0;
        for (int i = 0; i < now.rows(); i++) {
            for (int k = now.rowStarts()[i]; k < now.rowStarts()[i + 1]; k++) {
                long at = (long) i * now.columns() + now.column(k);
                both += first[(int) (at >>> 3)] >> (at & 7) & 1;
            }
        }
        return new MaskOverlap(both, firstCount + now.activeCount() - both, size);
    }

    /// Returns those of `these` that were active at some time before.
    public Mask everActive(Mask these) {
        return these.filtered(i -> (ever[(int) (i >>> 3)] >> (i & 7) & 1) != 0);
    }

    /// Takes over a new mask: what stays keeps its age.
    public void moveTo(Mask before, Mask after, long step) {
        int[] positions = after.positionsIn(before);
        int[] next = new int[positions.length];
        int now = Math.toIntExact(step);
        Arrays.fill(next, now);
        for (int k = 0; born.length > 0 && k < next.length; k++) {
            int there = ~(positions[k] >> 31); // a branch could not be foreseen
            next[k] = (born[positions[k] & there] & there) | (now & ~there);
        }
        born = next;
        mark(after);
    }

    /// Takes over what a checkpoint kept.
    ///
    /// @param lastGrown the step at which each active weight last grew, in mask order; copied
    /// @param bits as [#ever()] gives them; copied
    public void restore(int[] lastGrown, byte[] bits) {
        if (bits.length != ever.length) {
            throw new IllegalArgumentException(bits.length + " bytes for " + size + " weights");
        }
        born = lastGrown.clone();
        System.arraycopy(bits, 0, ever, 0, bits.length);
        everCount = 0;
        for (byte b : bits) {
            everCount += Integer.bitCount(b & 0xff);
        }
    }

    /// The step at which each active weight last grew, in mask order: the live array, read only.
    public int[] born() {
        return born;
    }

    /// One bit a weight, in flat order, lowest bit first: the live array, read only.
    public byte[] ever() {
        return ever;
    }

    /// R_s: the share of all weights that were ever active (Liu et al. 2021, arXiv:2102.02887).
    public double explored() {
        return size == 0 ? 0 : (double) everCount / size;
    }

    private void mark(Mask mask) {
        for (int i = 0; i < mask.rows(); i++) {
            for (int k = mask.rowStarts()[i]; k < mask.rowStarts()[i + 1]; k++) {
                long at = (long) i * mask.columns() + mask.column(k);
                int bit = 1 << (at & 7);
                int index = (int) (at >>> 3);
                everCount += (ever[index] & bit) == 0 ? 1 : 0;
                ever[index] |= (byte) bit;
            }
        }
    }
}
