package filigree.model.regularize;

/// The hard concrete distribution: a gate in [0, 1] that is exactly 0 or 1 with some probability
/// and can be learned all the same, because it is a smooth function of its parameter and of a
/// uniform random number almost everywhere.
///
/// ```
/// s = sigmoid((log u - log(1 - u) + log a) / beta)      z = clamp(s (zeta - gamma) + gamma, 0, 1)
/// P(z > 0) = sigmoid(log a - beta log(-gamma / zeta))
/// without sampling: z = clamp(sigmoid(log a) (zeta - gamma) + gamma, 0, 1)
/// ```
///
/// Louizos et al. 2018, arXiv:1712.01312, equations 10 to 13.
///
/// @param beta temperature, above 0
/// @param gamma lower end of the stretched interval, below 0
/// @param zeta upper end, above 1
public record HardConcrete(double beta, double gamma, double zeta) {
    /// The authors' numbers.
    public static final HardConcrete STANDARD = new HardConcrete(2.0 / 3, -0.1, 1.1);

    /// The gate for a uniform random number.
    ///
    /// @param logA the gate's parameter
    /// @param u in (0, 1)
    public double gate(double logA, double u) {
        return clamp(stretch(sigmoid(before(logA, u))));
    }

    /// Its derivative by the parameter, 0 where it is 0 or 1.
    public double slope(double logA, double u) {
        double s = sigmoid(before(logA, u));
        double z = stretch(s);
        return z > 0 && z < 1 ? (zeta - gamma) * s * (1 - s) / beta : 0;
    }

    /// The gate when nothing is sampled.
    public double gate(double logA) {
        return clamp(stretch(sigmoid(logA)));
    }

    /// The probability that the gate is not 0.
    public double open(double logA) {
        return sigmoid(logA - beta * StrictMath.log(-gamma / zeta));
    }

    /// Its derivative by the parameter.
    public double openSlope(double logA) {
        double p = open(logA);
        return p * (1 - p);
    }

    private double before(double logA, double u) {
        return (StrictMath.log(u) - StrictMath.log(1 - u) + logA) / beta;
    }

    private double stretch(double s) {
        return s * (zeta - gamma) + gamma;
    }

    private static double clamp(double z) {
        return Math.clamp(z, 0, 1);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }
}
