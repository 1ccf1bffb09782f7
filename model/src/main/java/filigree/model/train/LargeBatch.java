package filigree.model.train;

import filigree.model.network.Network;
import filigree.model.network.Pass;
import filigree.model.topology.GrowthGradient;
import filigree.model.topology.MaskUpdater;
import filigree.model.topology.Signal;
import java.util.List;
import java.util.function.LongPredicate;

/// The batch of several times the size that an update grows from: the batches of its step and of
/// those after it, at today's weights.
///
/// Statistics of the network stay what they were; ranges of quantized activations see all of them.
final class LargeBatch {
    private final Network network;
    private final Pass pass;
    private final GrowthGradients growth;

    /// @param pass holds each batch in turn
    /// @param growth gathers their gradients
    LargeBatch(Network network, Pass pass, GrowthGradients growth) {
        this.network = network;
        this.pass = pass;
        this.growth = growth;
    }

    /// Whether updates of a method grow from such a batch.
    static boolean isWanted(MaskUpdater updater) {
        return updater.growthGradient() == GrowthGradient.LARGE_BATCH
                && updater.growthBatches() > 1
                && updater.signals().contains(Signal.GRADIENT);
    }

    /// Adds up the gradients of all but the step's own batch, which comes last.
    ///
    /// @param size in batches
    /// @param passBatch lets the batch of a step pass, and says whether its loss is finite
    /// @return false if a loss was no finite number
    boolean begin(long step, int size, LongPredicate passBatch) {
        growth.clear();
        List<float[]> statistics =
                network.learned().stream()
                        .flatMap(layer -> layer.statistics().values().stream())
                        .toList();
        List<float[]> kept = statistics.stream().map(float[]::clone).toList();
        boolean finite = true;
        for (long k = 1; k < size && finite; k++) {
            finite = passBatch.test(step + k);
            growth.add(pass, 0);
        }
        for (int n = 0; n < kept.size(); n++) {
            System.arraycopy(kept.get(n), 0, statistics.get(n), 0, kept.get(n).length);
        }
        return finite;
    }
}
