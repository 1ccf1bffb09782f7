package filigree.model.layer;

import filigree.model.kernel.Convolution;
import filigree.model.kernel.ImageKernels;
import filigree.model.matrix.Activations;
import filigree.model.matrix.ProductForm;
import filigree.model.matrix.WeightMatrix;
import java.util.Arrays;

/// A two-dimensional convolution (cross-correlation, as in LeCun et al. 1998) with truly sparse
/// kernels and a bias for each output channel.
///
/// ```
/// y(o, oy, ox) = b(o) + sum_{c, ky, kx} w(o, c, ky, kx) x(c, oy s - p + ky, ox s - p + kx)
/// ```
///
/// @param geometry sizes, stride s and padding p
/// @param weight `[out channels, in channels * kernel height * kernel width]`
/// @param bias `[out channels, 1]`
/// @param learnsBias whether the bias is learned; in front of a batch normalisation, which takes it
///   away again, it stays 0
/// @param kernels run the loops
public record Conv2d(
        String name,
        Convolution geometry,
        Parameter weight,
        Parameter bias,
        boolean learnsBias,
        ImageKernels kernels)
        implements TrainableLayer, DivisibleLayer {
    public Conv2d {
        if (weight.shape().columns() != geometry.columns()) {
            throw new IllegalArgumentException(
                    weight.shape() + " for " + geometry.columns() + " taps");
        }
        weight.matrix().use(ProductForm.ROWS);
    }

    /// With a bias that is learned.
    public Conv2d(
            String name,
            Convolution geometry,
            Parameter weight,
            Parameter bias,
            ImageKernels kernels) {
        this(name, geometry, weight, bias, true, kernels);
    }

    @Override
    public int inputSize() {
        return geometry.inputSize();
    }

    @Override
    public int outputSize() {
        return weight.shape().rows() * geometry.outPixels();
    }

    @Override
    public int positions() {
        return geometry.outPixels();
    }

    @Override
    public int forwardParts() {
        return weight.shape().rows();
    }

    @Override
    public int backwardParts() {
        return geometry.channels;
    }

    @Override
    public boolean isLocal() {
        return false;
    }

    @Override
    public void forward(Activations in, Activations out, int tile, int from, int to) {
        kernels.convolve(
                geometry,
                weight.matrix().rows(),
                from,
                to,
                bias.matrix().values(),
                in.memory(),
                tile * in.tileBytes(),
                out.memory(),
                tile * out.tileBytes());
    }

    @Override
    public void backward(
            Activations in,
            Activations out,
            Activations dOut,
            Activations dIn,
            int tile,
            int from,
            int to) {
        kernels.convolveBackward(
                geometry,
                weight.matrix().columns(),
                from,
                to,
                dOut.memory(),
                tile * dOut.tileBytes(),
                dIn.memory(),
                tile * dIn.tileBytes());
    }

    @Override
    public void read(Activations in, int column, int position, float[] to) {
        for (int tap = 0; tap < to.length; tap++) {
            int feature = geometry.featureOf(tap, position);
            to[tap] = feature < 0 ? 0 : in.get(feature, column);
        }
    }

    @Override
    public void gradient(Activations in, Activations dOut, int from, int to) {
        WeightMatrix w = weight.matrix();
        kernels.convolutionGradient(
                geometry,
                w.stored(),
                from,
                to,
                w.gradients(),
                in.memory(),
                in.tileBytes(),
                dOut.memory(),
                dOut.tileBytes(),
                in.tiles());
        if (!learnsBias) {
            Arrays.fill(bias.matrix().gradients(), from, to, 0);
            return;
        }
        kernels.channelSums(
                positions(),
                from,
                to,
                bias.matrix().gradients(),
                dOut.memory(),
                dOut.tileBytes(),
                in.tiles());
    }

    @Override
    public Measurements measure(Activations in, Activations dOut) {
        return new Measurements() {
            @Override
            public void denseGradient(int from, int to, float[] gradients) {
                kernels.denseConvolutionGradient(
                        geometry,
                        from,
                        to,
                        gradients,
                        in.memory(),
                        in.tileBytes(),
                        dOut.memory(),
                        dOut.tileBytes(),
                        in.tiles());
            }

            @Override
            public void inputNorms(float[] norms) {
                for (int tap = 0; tap < norms.length; tap++) {
                    norms[tap] = norm(in, tap);
                }
            }
        };
    }

    /// Over the columns and all pixels that the tap reads.
    private float norm(Activations in, int tap) {
        double squares = 0;
        for (int p = 0; p < geometry.outPixels(); p++) {
            int feature = geometry.featureOf(tap, p);
            for (int c = 0; feature >= 0 && c < in.columns(); c++) {
                squares += (double) in.get(feature, c) * in.get(feature, c);
            }
        }
        return (float) Math.sqrt(squares);
    }
}
