package filigree.model.layer;

import filigree.model.kernel.Kernels;
import filigree.model.matrix.Activations;
import filigree.model.matrix.ProductForm;
import filigree.model.matrix.ProductPath;
import filigree.model.matrix.WeightMatrix;

/// `Y = W X + b`; only the active weights of W take part.
///
/// @param weight `[outputSize, inputSize]`
/// @param bias `[outputSize, 1]`
/// @param kernels run the products
/// @param initialScale as [TrainableLayer#initialScale]
public record Linear(
        String name, Parameter weight, Parameter bias, Kernels kernels, double initialScale)
        implements TrainableLayer, MergesRelu {
    private static final float[] NO_BIAS = {};

    /// Begins with the weights the recipe's initializer gives.
    public Linear(String name, Parameter weight, Parameter bias, Kernels kernels) {
        this(name, weight, bias, kernels, 1);
    }

    /// Has the weights packed.
    public Linear {
        weight.matrix().use(ProductForm.PANELS);
    }

    @Override
    public int inputSize() {
        return weight.shape().columns();
    }

    @Override
    public int outputSize() {
        return weight.shape().rows();
    }

    @Override
    public void forward(Activations in, Activations out, int tile) {
        kernels.multiply(
                weight.matrix().packed(),
                bias.matrix().values(),
                in.memory(),
                tile * in.tileBytes(),
                out.memory(),
                tile * out.tileBytes());
    }

    @Override
    public void forwardRelu(Activations in, Activations out, int tile) {
        kernels.multiplyRelu(
                weight.matrix().packed(),
                bias.matrix().values(),
                in.memory(),
                tile * in.tileBytes(),
                out.memory(),
                tile * out.tileBytes());
    }

    @Override
    public void backwardRelu(
            Activations in, Activations out, Activations dOut, Activations dIn, int tile) {
        kernels.multiplyWhere(
                weight.matrix().transposed(),
                in.memory(),
                tile * in.tileBytes(),
                dOut.memory(),
                tile * dOut.tileBytes(),
                dIn.memory(),
                tile * dIn.tileBytes());
    }

    @Override
    public void backward(
            Activations in, Activations out, Activations dOut, Activations dIn, int tile) {
        kernels.multiply(
                weight.matrix().transposed(),
                NO_BIAS,
                dOut.memory(),
                tile * dOut.tileBytes(),
                dIn.memory(),
                tile * dIn.tileBytes());
    }

    @Override
    public void read(Activations in, int column, int position, float[] to) {
        for (int j = 0; j < to.length; j++) {
            to[j] = in.get(j, column);
        }
    }

    @Override
    public void gradient(Activations in, Activations dOut, int from, int to) {
        WeightMatrix w = weight.matrix();
        if (w.path() == ProductPath.DENSE) {
            kernels.wholeGradient(
                    from,
                    to,
                    inputSize(),
                    w.gradients(),
                    in.memory(),
                    in.tileBytes(),
                    dOut.memory(),
                    dOut.tileBytes(),
                    in.tiles());
        } else {
            kernels.gradient(
                    w.stored(),
                    from,
                    to,
                    w.gradients(),
                    in.memory(),
                    in.tileBytes(),
                    dOut.memory(),
                    dOut.tileBytes(),
                    in.tiles());
        }
        kernels.rowSums(
                from, to, bias.matrix().gradients(), dOut.memory(), dOut.tileBytes(), in.tiles());
    }

    @Override
    public Measurements measure(Activations in, Activations dOut) {
        return new Measurements() {
            @Override
            public void denseGradient(int from, int to, float[] gradients) {
                kernels.denseGradient(
                        from,
                        to,
                        inputSize(),
                        gradients,
                        in.memory(),
                        in.tileBytes(),
                        dOut.memory(),
                        dOut.tileBytes(),
                        in.tiles());
            }

            @Override
            public void inputNorms(float[] norms) {
                for (int j = 0; j < norms.length; j++) {
                    double squares = 0;
                    for (int c = 0; c < in.columns(); c++) {
                        squares += (double) in.get(j, c) * in.get(j, c);
                    }
                    norms[j] = (float) Math.sqrt(squares);
                }
            }
        };
    }
}
