package filigree.model.topology;

import filigree.model.matrix.WeightMatrix;

/// A sum over steps that a mask updater keeps beside each stored weight, in a slot: checkpoints
/// save it and topology updates move it.
public interface Accumulation {
    /// Nothing is kept.
    Accumulation NONE =
            new Accumulation() {
                @Override
                public String slot() {
                    return "";
                }

                @Override
                public void add(WeightMatrix w, double rate, int from, int to) {
                    // nothing
                }
            };

    /// Name of the slot; empty if nothing is kept, so that only gradients change.
    String slot();

    /// Whether the sums start anew after an update of the masks.
    default boolean startsAnew() {
        return false;
    }

    /// Adds this step's share for some rows, after the loss's gradient is there and before penalty
    /// and optimizer. It may change that gradient. Other threads may do other rows.
    ///
    /// @param rate learning rate of this step
    /// @param from first row
    /// @param to one past the last row
    void add(WeightMatrix w, double rate, int from, int to);
}
