package filigree.model.topology;

import filigree.model.sparsity.Allocation;
import filigree.model.sparsity.Coupling;
import java.util.ArrayList;
import java.util.List;

/// Exact counts of whole units. Equal scores: the lower index stays.
///
/// @param lanes kept are whole multiples of this, rounded up, where there are as many
record UnitSelection(int lanes) {
    /// Every coupling keeps the same share of its units.
    ///
    /// @param sparsity share of the units that is to be gone, in [0, 1)
    List<boolean[]> alike(List<UnitGroups> couplings, UnitScore score, double sparsity) {
        List<boolean[]> stay = new ArrayList<>();
        for (UnitGroups units : couplings) {
            int count = units.coupling().units();
            int kept = rounded(Allocation.activeCount(count, sparsity), count);
            stay.add(best(score.of(units), units.present(), kept));
        }
        return stay;
    }

    /// Units of all couplings compete, each score divided by the mean of those that are left in its
    /// coupling. Every coupling keeps its best one, or as many as there are lanes.
    ///
    /// @param sparsity share of the units of all couplings that is to be gone, in [0, 1)
    List<boolean[]> together(List<UnitGroups> couplings, UnitScore score, double sparsity) {
        List<double[]> scores = new ArrayList<>();
        List<boolean[]> first = new ArrayList<>(); // what no competition takes
        long count = 0;
        long least = 0;
        for (UnitGroups units : couplings) {
            boolean[] present = units.present();
            double[] own = normalised(score.of(units), present);
            scores.add(own);
            first.add(best(own, present, rounded(1, own.length)));
            count += own.length;
            least += rounded(1, own.length);
        }
        var top = new TopK(Math.max(least, Allocation.activeCount(count, sparsity)));
        long offset = 0;
        for (int c = 0; c < scores.size(); c++) {
            boolean[] present = couplings.get(c).present();
            for (int u = 0; u < present.length; u++) {
                if (present[u]) {
                    boolean safe = first.get(c)[u];
                    float own = safe ? Float.POSITIVE_INFINITY : (float) scores.get(c)[u];
                    top.offer(offset + u, own);
                }
            }
            offset += present.length;
        }
        return shared(couplings, scores, top.indices());
    }

    /// Rounds up what each coupling has won.
    private List<boolean[]> shared(
            List<UnitGroups> couplings, List<double[]> scores, long[] chosen) {
        List<boolean[]> stay = new ArrayList<>();
        int next = 0;
        long end = 0;
        for (int c = 0; c < couplings.size(); c++) {
            Coupling coupling = couplings.get(c).coupling();
            end += coupling.units();
            int won = 0;
            while (next < chosen.length && chosen[next] < end) {
                won++;
                next++;
            }
            int kept = rounded(won, coupling.units());
            stay.add(best(scores.get(c), couplings.get(c).present(), kept));
        }
        return stay;
    }

    private int rounded(long kept, int units) {
        return (int) Math.min(units, Math.ceilDiv(kept, lanes) * lanes);
    }

    private static double[] normalised(double[] scores, boolean[] present) {
        double sum = 0;
        int left = 0;
        for (int u = 0; u < scores.length; u++) {
            sum += present[u] ? scores[u] : 0;
            left += present[u] ? 1 : 0;
        }
        double[] shares = new double[scores.length];
        for (int u = 0; u < scores.length && sum > 0; u++) {
            shares[u] = scores[u] * left / sum;
        }
        return shares;
    }

    private static boolean[] best(double[] scores, boolean[] present, int count) {
        var top = new TopK(count);
        for (int u = 0; u < scores.length; u++) {
            if (present[u]) {
                top.offer(u, (float) scores[u]);
            }
        }
        boolean[] stay = new boolean[scores.length];
        for (long u : top.indices()) {
            stay[(int) u] = true;
        }
        return stay;
    }
}
