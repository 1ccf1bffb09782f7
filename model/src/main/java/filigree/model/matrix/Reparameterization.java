package filigree.model.matrix;

import filigree.model.random.RandomStreams;
import java.util.List;
import java.util.Map;

/// Has the forward pass see the weights of one layer differently from how they are stored: `w' =
/// f(w, state)`. Products read the *effective* weights w', optimizer, checkpoints and mask updaters
/// the *stored* weights w.
///
/// A method makes one object for each layer and hands it to [WeightMatrix#reparameterize]. It may
/// keep state of its own: numbers that are learned beside the weights, such as a step size or a
/// threshold ([#learned]), and statistics that move on with training, such as the mean of a range
/// ([#statistics]). Checkpoints keep both.
///
/// ```
/// backward   rows    dL/dw' becomes dL/dw; contributions to learned numbers, row by row
/// reduce     layer   adds those up, in the order of the rows
///            …       optimizer
/// measure    rows    looks at the new weights
/// prepare    layer   what f needs of the whole tensor
/// forward    rows    w' = f(w)
/// ```
///
/// What works on rows is called by several threads for disjoint rows; it writes nothing that
/// belongs to another row. What works on the layer is called once, when all rows are done. So the
/// bits do not depend on threads. Nothing is allocated after warm-up while the mask stays.
public interface Reparameterization {
    /// Looks at the stored weights of some rows.
    ///
    /// @param from first row
    /// @param to one past the last row
    default void measure(WeightMatrix w, int from, int to) {}

    /// Brings together what was measured.
    ///
    /// @param trained whether an optimizer step has passed, so that statistics move on; else the
    ///   same state must give the same function
    default void prepare(WeightMatrix w, boolean trained) {}

    /// Computes the effective weights of some rows. What it writes for weights behind the mask is
    /// never read.
    ///
    /// @param effective aligned with [WeightMatrix#values()]; never that array itself
    /// @param from first row
    /// @param to one past the last row
    void forward(WeightMatrix w, float[] effective, int from, int to);

    /// Whether it is drawn anew for each step of training. Between steps, and for evaluation, it is
    /// as the last [#prepare] left it: nothing is random then.
    default boolean isRandom() {
        return false;
    }

    /// Draws the function of a training step, before [#forward].
    default void draw(RandomStreams random, long step) {}

    /// Whether it makes effective weights exactly 0, so that it is worth counting them.
    default boolean prunes() {
        return false;
    }

    /// Turns the gradient of the effective weights into that of the stored ones, by the chain rule
    /// or straight through, in place in [WeightMatrix#gradients()].
    ///
    /// @param from first row
    /// @param to one past the last row
    void backward(WeightMatrix w, int from, int to);

    /// Writes the gradients of what is learned, from what [#backward] left for each row.
    default void reduce(WeightMatrix w) {}

    /// What the optimizer trains beside the weights.
    default List<Learned> learned() {
        return List.of();
    }

    /// With which learning rate Adam moves [#learned], at the top of the run's schedule; 0 leaves
    /// it to the optimizer of the weights.
    default double ownRate() {
        return 0;
    }

    /// The live statistics by name, each with a length that never changes.
    default Map<String, float[]> statistics() {
        return Map.of();
    }

    /// Numbers learned by the optimizer of the run.
    ///
    /// @param name unique within the layer, lower case, as checkpoints write it
    /// @param matrix the numbers, under a mask that never changes
    /// @param decays whether weight decay acts on them
    record Learned(String name, WeightMatrix matrix, boolean decays) {}
}
