package filigree.model.report;

import filigree.model.file.TensorFile;
import filigree.model.sparsity.Mask;

/// The active weights of a layer as a checkpoint stores them.
final class CheckpointWeights {
    private CheckpointWeights() {}

    /// @param mask that the checkpoint has for this layer
    /// @return in mask order
    static float[] active(TensorFile file, String layer, Mask mask) {
        if (!file.has(layer + ".dense")) {
            return file.floats(layer + ".values");
        }
        float[] all = file.floats(layer + ".dense");
        float[] active = new float[mask.activeCount()];
        long[] flat = mask.flatIndices();
        for (int k = 0; k < active.length; k++) {
            active[k] = all[(int) flat[k]];
        }
        return active;
    }
}
