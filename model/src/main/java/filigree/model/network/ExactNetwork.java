package filigree.model.network;

import filigree.model.error.UserFacingException;
import filigree.model.layer.AveragePool2d;
import filigree.model.layer.Conv2d;
import filigree.model.layer.Flatten;
import filigree.model.layer.Layer;
import filigree.model.layer.Linear;
import filigree.model.layer.MaxPool2d;
import filigree.model.layer.Relu;
import filigree.model.sparsity.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A copy of a network in double precision that works on one example at a time: gradients of the
/// weights and, exactly, products of the Hessian with a direction.
///
/// The product is the derivative of the gradient along the direction, carried forward and back
/// beside it (Pearlmutter 1994, "Fast exact multiplication by the Hessian"). Biases take part in
/// the network but not in the derivatives. It knows linear layers, convolutions, ReLU, pooling,
/// flattening and joins. Slow and plain: for choosing masks before training.
public final class ExactNetwork {
    private final List<ExactStep> steps = new ArrayList<>();
    private final List<ExactWeights> weights = new ArrayList<>();
    private final List<ExactValue> values = new ArrayList<>();
    private long examples;

    /// Copies the weights of a network as they are.
    ///
    /// @throws UserFacingException if it has a layer that has no exact form here
    public ExactNetwork(Network network) {
        values.add(new ExactValue(network.inputSize()));
        for (int n = 0; n < network.nodes().size(); n++) {
            values.add(new ExactValue(network.size(n + 1)));
            ExactValue out = values.getLast();
            switch (network.nodes().get(n)) {
                case Node.Apply(Layer layer, int from) ->
                        steps.add(step(layer, values.get(from), out));
                case Node.Join(_, int left, int right) ->
                        steps.add(ExactStep.sum(values.get(left), values.get(right), out));
                case Node.Stack(String name, _) ->
                        throw new UserFacingException("exact-layer", name);
            }
        }
    }

    private ExactStep step(Layer layer, ExactValue in, ExactValue out) {
        boolean first = in == values.getFirst();
        return switch (layer) {
            case Linear l -> weights(ExactWeights.of(l, in, out, first));
            case Conv2d l -> weights(ExactWeights.of(l, in, out, first));
            case Relu _ -> ExactStep.relu(in, out);
            case Flatten _ -> ExactStep.copy(in, out);
            case MaxPool2d l -> new ExactPool(l.geometry(), true, in, out);
            case AveragePool2d l -> new ExactPool(l.geometry(), false, in, out);
            default -> throw new UserFacingException("exact-layer", layer.name());
        };
    }

    private ExactStep weights(ExactWeights step) {
        weights.add(step);
        return step;
    }

    /// The weights of each prunable layer, `[rows, columns]`, row-major: the live arrays.
    public List<double[]> weights() {
        return weights.stream().map(w -> w.weights).toList();
    }

    /// Replaces weights and biases by their absolute values.
    public void makeAbsolute() {
        weights.forEach(ExactWeights::makeAbsolute);
    }

    /// Sets the weights outside the masks to 0.
    public void keep(List<Mask> masks) {
        for (int l = 0; l < masks.size(); l++) {
            int columns = masks.get(l).columns();
            double[] w = weights.get(l).weights;
            for (int i = 0; i < w.length; i++) {
                w[i] = masks.get(l).isActive(i / columns, i % columns) ? w[i] : 0;
            }
        }
    }

    /// Begins new means, of the gradient alone.
    public void restart() {
        examples = 0;
        weights.forEach(w -> w.restart(new double[0]));
    }

    /// Begins new means, of the gradient and of the Hessian times a direction.
    ///
    /// @param direction one array a prunable layer, as [#weights()]
    public void restart(List<double[]> direction) {
        examples = 0;
        for (int l = 0; l < weights.size(); l++) {
            weights.get(l).restart(direction.get(l));
        }
    }

    /// Adds the cross-entropy of one example.
    ///
    /// ```
    /// L = -log softmax(z / temperature)[label]
    /// ```
    ///
    /// @param x features of the example
    /// @param temperature above 0
    public void add(double[] x, int label, double temperature) {
        ExactValue z = forward(x);
        double largest = Double.NEGATIVE_INFINITY;
        for (double logit : z.value) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        double mean = 0; // of the logits' tangent, under the softmax
        for (int i = 0; i < z.value.length; i++) {
            double p = StrictMath.exp((z.value[i] - largest) / temperature);
            sum += p;
            mean += p * z.tangent[i] / temperature;
        }
        mean /= sum;
        for (int i = 0; i < z.value.length; i++) {
            double p = StrictMath.exp((z.value[i] - largest) / temperature) / sum;
            z.gradient[i] = (p - (i == label ? 1 : 0)) / temperature;
            z.gradientTangent[i] = p * (z.tangent[i] / temperature - mean) / temperature;
        }
        backward();
    }

    /// Adds the sum of the outputs for an input of ones.
    public void addFlow() {
        double[] ones = new double[values.getFirst().value.length];
        Arrays.fill(ones, 1);
        ExactValue out = forward(ones);
        Arrays.fill(out.gradient, 1);
        backward();
    }

    private ExactValue forward(double[] x) {
        values.forEach(ExactValue::clear);
        System.arraycopy(x, 0, values.getFirst().value, 0, x.length);
        steps.forEach(ExactStep::forward);
        return values.getLast();
    }

    private void backward() {
        for (int s = steps.size() - 1; s >= 0; s--) {
            steps.get(s).backward();
        }
        examples++;
    }

    /// The mean gradient over the examples added: new arrays, as [#weights()].
    public List<double[]> gradient() {
        return weights.stream().map(w -> mean(w.gradient)).toList();
    }

    /// The mean Hessian times the direction: new arrays, as [#weights()].
    public List<double[]> hessianTimesDirection() {
        return weights.stream().map(w -> mean(w.product)).toList();
    }

    private double[] mean(double[] sums) {
        double[] mean = new double[sums.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = sums[i] / examples;
        }
        return mean;
    }
}
