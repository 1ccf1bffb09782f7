package filigree.model.train;

import filigree.model.layer.Parameter;
import filigree.model.matrix.WeightMatrix;
import java.util.Arrays;
import java.util.List;

/// Values of an early step, kept in a slot beside each parameter: so checkpoints have them, and
/// topology updates leave those of pruned weights out.
final class Rewinding {
    private static final String SLOT = "rewind";

    private Rewinding() {}

    static void remember(List<Parameter> parameters) {
        for (Parameter p : parameters) {
            float[] values = p.matrix().values();
            System.arraycopy(values, 0, p.matrix().slots().get(SLOT), 0, values.length);
        }
    }

    /// Sets everything back; the optimizer begins anew. Without values to go back to it does
    /// nothing: the method was chosen when their step was over.
    ///
    /// @return whether there were any
    static boolean rewind(List<Parameter> parameters) {
        boolean known = false;
        for (Parameter p : parameters) {
            WeightMatrix m = p.matrix();
            if (m.slots().names().contains(SLOT)) {
                known = true;
                for (String slot : m.slots().names()) {
                    if (!slot.equals(SLOT)) {
                        Arrays.fill(m.slots().get(slot), 0);
                    }
                }
                float[] kept = m.slots().get(SLOT);
                System.arraycopy(kept, 0, m.values(), 0, kept.length);
                m.publish();
            }
        }
        return known;
    }
}
