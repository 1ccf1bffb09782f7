package filigree.model.layer;

import filigree.model.kernel.Kernels;
import filigree.model.matrix.Activations;
import filigree.model.random.RandomStreams;
import java.util.List;

/// A [Linear] layer whose weights all stay, such as the one from the features of a language model
/// to its tokens.
public final class UnprunedLinear implements LearnedLayer {
    private final Linear linear;

    /// All weights 0.
    ///
    /// @param in features coming in
    /// @param out features going out
    public UnprunedLinear(String name, int in, int out, Kernels kernels) {
        this.linear =
                new Linear(
                        name,
                        Embedding.table(name, out, in),
                        Parameter.bias(name + ".bias", out),
                        kernels);
    }

    @Override
    public String name() {
        return linear.name();
    }

    @Override
    public int inputSize() {
        return linear.inputSize();
    }

    @Override
    public int outputSize() {
        return linear.outputSize();
    }

    @Override
    public List<Parameter> parameters() {
        return linear.parameters();
    }

    /// Draws the weights from N(0, 0.02^2), as GPT-2 does.
    @Override
    public void initialise(RandomStreams random, int index) {
        Embedding.draw(linear.weight(), random, index);
    }

    @Override
    public void forward(Activations in, Activations out, int tile) {
        linear.forward(in, out, tile);
    }

    @Override
    public void backward(
            Activations in, Activations out, Activations dOut, Activations dIn, int tile) {
        linear.backward(in, out, dOut, dIn, tile);
    }

    /// Rows of the weights: outputs.
    @Override
    public int gradientRows() {
        return linear.outputSize();
    }

    @Override
    public void gradient(Activations in, Activations dOut, int from, int to) {
        linear.gradient(in, dOut, from, to);
    }
}
