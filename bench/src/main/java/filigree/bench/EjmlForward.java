package filigree.bench;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.ejml.data.FMatrixSparseCSC;
import org.ejml.sparse.csc.CommonOps_FSCC;

/// The peer: predictions by EJML, sparse weights in compressed columns times dense examples, one
/// thread.
final class EjmlForward {
    static final String NAME = "ejml-sparse";

    private final List<FMatrixSparseCSC> weights = new ArrayList<>();
    private final List<float[]> biases = new ArrayList<>();
    private final List<FMatrixRMaj> values = new ArrayList<>(); // [features, batch]

    EjmlForward(int features, int batch) {
        values.add(new FMatrixRMaj(features, batch));
    }

    void add(FMatrixSparseCSC weight, float[] bias) {
        weights.add(weight);
        biases.add(bias);
        values.add(new FMatrixRMaj(weight.numRows, values.getFirst().numCols));
    }

    FMatrixRMaj input() {
        return values.getFirst();
    }

    FMatrixRMaj output() {
        return values.getLast();
    }

    void run() {
        for (int l = 0; l < weights.size(); l++) {
            FMatrixRMaj y = values.get(l + 1);
            CommonOps_FSCC.mult(weights.get(l), values.get(l), y);
            float floor = l + 1 < weights.size() ? 0 : Float.NEGATIVE_INFINITY;
            for (int i = 0, at = 0; i < y.numRows; i++) {
                float bias = biases.get(l)[i];
                for (int c = 0; c < y.numCols; c++, at++) {
                    y.data[at] = Math.max(y.data[at] + bias, floor);
                }
            }
        }
    }
}
