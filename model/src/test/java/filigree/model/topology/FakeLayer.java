package filigree.model.topology;

import filigree.model.layer.Measurements;
import filigree.model.layer.Parameter;
import filigree.model.matrix.CsrMatrix;
import filigree.model.matrix.WeightMatrix;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;

/// A layer whose weights and dense gradient are given.
public final class FakeLayer {
    private FakeLayer() {}

    public static LayerView view(String name, Mask mask, float[] weights, float[] denseGradient) {
        var matrix = new CsrMatrix(mask);
        matrix.load(weights);
        return view(name, matrix, denseGradient);
    }

    public static LayerView view(String name, WeightMatrix matrix, float[] denseGradient) {
        int columns = matrix.mask().columns();
        var measurements =
                new Measurements() {
                    @Override
                    public void denseGradient(int from, int to, float[] gradients) {
                        System.arraycopy(
                                denseGradient, from * columns, gradients, 0, (to - from) * columns);
                    }

                    @Override
                    public void inputNorms(float[] norms) {
                        throw new AssertionError("no test has input norms");
                    }
                };
        var shape = LayerShape.linear(name, matrix.mask().rows(), columns);
        return new LayerView(new Parameter(shape, matrix, true), measurements, 0);
    }
}
