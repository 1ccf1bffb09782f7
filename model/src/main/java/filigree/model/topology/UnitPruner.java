package filigree.model.topology;

import filigree.model.sparsity.Coupling;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.ArrayList;
import java.util.List;

/// Removes whole units of a network, each from all layers that write, scale or read it.
public interface UnitPruner {
    /// Refuses a network without such units, or without what the score reads.
    ///
    /// @throws filigree.model.error.UserFacingException with the reason
    void check(List<Coupling> couplings, List<LayerShape> layers);

    /// How many training examples to look at for [UnitGroups#firing()]; 0 if it is not asked for.
    long examples();

    /// Chooses which units stay, of those that are left. Pure.
    ///
    /// @return one array a coupling, one flag a unit; at least one stays of each
    List<boolean[]> unitsThatStay(long step, long steps, List<UnitGroups> couplings);

    /// Returns masks without the rows and columns of units that do not stay.
    ///
    /// @param stay one array a coupling
    static List<NextMask> without(
            List<Coupling> couplings, List<boolean[]> stay, List<Mask> masks) {
        List<Mask> next = new ArrayList<>(masks);
        for (int c = 0; c < couplings.size(); c++) {
            Coupling coupling = couplings.get(c);
            boolean[] units = stay.get(c);
            for (int l : coupling.writers()) {
                int columns = next.get(l).columns();
                next.set(l, next.get(l).filtered(i -> units[(int) (i / columns)]));
            }
            for (int l : coupling.readers()) {
                int columns = next.get(l).columns();
                next.set(
                        l,
                        next.get(l)
                                .filtered(
                                        i -> units[coupling.unitOf((int) (i % columns), columns)]));
            }
        }
        return next.stream().map(NextMask::kept).toList();
    }
}
