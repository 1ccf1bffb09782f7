package filigree.model.topology;

import filigree.model.network.Network;
import filigree.model.random.RandomStreams;
import java.util.List;

/// A run before its first step, for methods that choose their masks then: the initialised network
/// and the batches of the first steps, unchanged by any augmentation.
public interface Beginning {
    Network network();

    /// The random numbers of the run.
    RandomStreams random();

    /// Whether the lowest scores are to be kept in place of the highest, in each layer as many.
    default boolean isInverted() {
        return false;
    }

    /// The prunable layers, with the gradient that is the mean over the first batches.
    ///
    /// @param batches how many
    List<LayerView> measured(int batches);

    /// Reads the examples of the first batches, one after the other.
    ///
    /// @param batches how many
    void eachExample(int batches, Reader reader);

    /// Reads the first examples of each class, in the order of the first epoch. A class that has
    /// fewer there gives those.
    ///
    /// @param count how many of each
    void eachExampleOfClasses(int count, Reader reader);

    /// Takes one example.
    @FunctionalInterface
    interface Reader {
        /// @param features a new array
        /// @param label its class
        void read(double[] features, int label);
    }
}
