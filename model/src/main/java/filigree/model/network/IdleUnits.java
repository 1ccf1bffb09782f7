package filigree.model.network;

import filigree.model.layer.Parameter;
import filigree.model.layer.TrainableLayer;
import filigree.model.matrix.WeightMatrix;
import filigree.model.sparsity.Coupling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds units without which a network computes the same: those that are always 0, since everything
/// that writes them is, and those that no layer reads with a weight other than 0. A unit that goes
/// may leave others idle, so the search goes on until nothing changes.
///
/// It looks at effective weights, so a gate or a threshold that is closed counts as 0.
final class IdleUnits {
    private final Network network;
    private final List<Coupling> couplings;
    private final List<float[]> weights = new ArrayList<>(); // a prunable layer: row-major
    private final List<boolean[]> rows = new ArrayList<>(); // of it, which are left
    private final List<boolean[]> columns = new ArrayList<>();
    private final List<boolean[]> stay = new ArrayList<>(); // of a coupling

    private IdleUnits(Network network, List<Coupling> couplings) {
        this.network = network;
        this.couplings = couplings;
        for (TrainableLayer layer : network.trainable()) {
            WeightMatrix w = layer.weight().matrix();
            weights.add(w.toDense(w.effective()));
            rows.add(all(w.mask().rows()));
            columns.add(all(w.mask().columns()));
        }
        couplings.forEach(c -> stay.add(all(c.units())));
    }

    private static boolean[] all(int count) {
        boolean[] flags = new boolean[count];
        Arrays.fill(flags, true);
        return flags;
    }

    /// Returns for each unit of each coupling whether it has to stay; at least one of each does.
    static List<boolean[]> others(Network network, List<Coupling> couplings) {
        var search = new IdleUnits(network, couplings);
        boolean found = true;
        while (found) {
            found = false;
            for (int c = 0; c < couplings.size(); c++) {
                found |= search.look(c);
            }
        }
        return search.stay;
    }

    private boolean look(int c) {
        Coupling coupling = couplings.get(c);
        boolean[] left = stay.get(c);
        int count = 0;
        for (boolean unit : left) {
            count += unit ? 1 : 0;
        }
        boolean found = false;
        for (int u = left.length - 1; u >= 0 && count > 1; u--) {
            if (left[u] && (isSilent(coupling, u) || isUnread(coupling, u))) {
                remove(coupling, left, u);
                count--;
                found = true;
            }
        }
        return found;
    }

    private boolean isSilent(Coupling coupling, int unit) {
        for (int l : coupling.writers()) {
            if (network.trainable().get(l).bias().matrix().values()[unit] != 0) {
                return false;
            }
            int width = columns.get(l).length;
            for (int j = 0; j < width; j++) {
                if (columns.get(l)[j] && weights.get(l)[unit * width + j] != 0) {
                    return false;
                }
            }
        }
        for (int n : coupling.norms()) {
            for (Parameter p : network.learned().get(n).parameters()) {
                float[] values = p.matrix().values();
                int each = values.length / coupling.units();
                for (int i = unit * each; i < (unit + 1) * each; i++) {
                    if (values[i] != 0) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private boolean isUnread(Coupling coupling, int unit) {
        for (int l : coupling.readers()) {
            int width = columns.get(l).length;
            int each = width / coupling.units();
            for (int i = 0; i < rows.get(l).length; i++) {
                for (int j = unit * each; j < (unit + 1) * each; j++) {
                    if (rows.get(l)[i] && weights.get(l)[i * width + j] != 0) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private void remove(Coupling coupling, boolean[] left, int unit) {
        left[unit] = false;
        coupling.writers().forEach(l -> rows.get(l)[unit] = false);
        for (int l : coupling.readers()) {
            int each = columns.get(l).length / coupling.units();
            Arrays.fill(columns.get(l), unit * each, (unit + 1) * each, false);
        }
    }
}
