package filigree.model.network;

import filigree.model.matrix.Activations;

/// What the gradients of weights are computed from: the columns of a whole [Pass], or of a part.
public interface BatchPart {
    /// What layer `l` of the network read.
    Activations inputOf(int l);

    /// dL/dout of layer `l`.
    Activations gradientOf(int l);

    /// All columns.
    static BatchPart whole(Pass pass) {
        return new BatchPart() {
            @Override
            public Activations inputOf(int l) {
                return pass.inputOf(l);
            }

            @Override
            public Activations gradientOf(int l) {
                return pass.gradientOf(l);
            }
        };
    }
}
