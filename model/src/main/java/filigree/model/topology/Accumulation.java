package filigree.model.topology;

import filigree.model.matrix.WeightMatrix;
import filigree.model.optim.Optimizer;
import java.util.List;

/// A sum over steps that a mask updater keeps beside each stored weight, in a slot or several:
/// checkpoints save them and topology updates move them.
public interface Accumulation {
    /// Nothing is kept.
    Accumulation NONE =
            new Accumulation() {
                @Override
                public List<String> slots() {
                    return List.of();
                }

                @Override
                public void add(WeightMatrix w, Optimizer.Moment moment, int from, int to) {
                    // nothing
                }
            };

    /// Names of the slots; none if nothing is kept, so that only gradients change.
    List<String> slots();

    /// Whether the sums start anew after an update of the masks.
    default boolean startsAnew() {
        return false;
    }

    /// Adds this step's share for some rows, after the loss's gradient is there and before penalty
    /// and optimizer. It may change that gradient. Other threads may do other rows.
    ///
    /// @param moment learning rate and count of this step
    /// @param from first row
    /// @param to one past the last row
    void add(WeightMatrix w, Optimizer.Moment moment, int from, int to);
}
