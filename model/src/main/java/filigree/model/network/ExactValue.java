package filigree.model.network;

import java.util.Arrays;

/// What flows through an [ExactNetwork] at one place: a value and the loss's gradient of it, and
/// how both change along the direction.
final class ExactValue {
    final double[] value;
    final double[] tangent;
    final double[] gradient;
    final double[] gradientTangent;

    ExactValue(int features) {
        value = new double[features];
        tangent = new double[features];
        gradient = new double[features];
        gradientTangent = new double[features];
    }

    void clear() {
        Arrays.fill(value, 0);
        Arrays.fill(tangent, 0);
        Arrays.fill(gradient, 0);
        Arrays.fill(gradientTangent, 0);
    }

    /// Takes over one feature of another value.
    void take(int to, ExactValue from, int at) {
        value[to] += from.value[at];
        tangent[to] += from.tangent[at];
    }

    /// Gives the gradient of one feature back to where it came from.
    void giveBack(int feature, ExactValue to, int at, double share) {
        to.gradient[at] += share * gradient[feature];
        to.gradientTangent[at] += share * gradientTangent[feature];
    }
}
