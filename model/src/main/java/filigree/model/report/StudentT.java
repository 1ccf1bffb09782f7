package filigree.model.report;

/// Student's t distribution, through the regularized incomplete beta function.
///
/// Source: Abramowitz and Stegun 1964, 26.5.8 and 26.7.1; the continued fraction is evaluated by
/// Lentz's method.
final class StudentT {
    private static final int MOST_TERMS = 500;
    private static final double TINY = 1e-300;

    private StudentT() {}

    /// The chance of a value at least as far from 0 as `t`.
    ///
    /// @param freedom degrees of freedom, above 0, not necessarily whole
    static double twoSided(double t, double freedom) {
        return incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5);
    }

    /// The value that is exceeded in size with chance `p`.
    static double quantile(double p, double freedom) {
        double low = 0;
        double high = 1;
        while (twoSided(high, freedom) > p && high < 1e12) {
            high *= 2;
        }
        for (int i = 0; i < 200 && high - low > 1e-12 * high; i++) {
            double middle = (low + high) / 2;
            if (twoSided(middle, freedom) > p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private static double incompleteBeta(double x, double a, double b) {
        if (x <= 0) {
            return 0;
        }
        if (x >= 1) {
            return 1;
        }
        double front =
                Math.exp(
                        logGamma(a + b)
                                - logGamma(a)
                                - logGamma(b)
                                + a * Math.log(x)
                                + b * Math.log1p(-x));
        return x < (a + 1) / (a + b + 2)
                ? front * fraction(x, a, b) / a
                : 1 - front * fraction(1 - x, b, a) / b;
    }

    private static double fraction(double x, double a, double b) {
        double c = 1;
        double d = 1 / away(1 - (a + b) * x / (a + 1));
        double value = d;
        for (int m = 1; m <= MOST_TERMS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / away(1 + even * d);
            c = away(1 + even / c);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / away(1 + odd * d);
            c = away(1 + odd / c);
            double factor = d * c;
            value *= factor;
            if (Math.abs(factor - 1) < 1e-15) {
                break;
            }
        }
        return value;
    }

    private static double away(double x) {
        return Math.abs(x) < TINY ? TINY : x;
    }

    /// Stirling's series, after shifting the argument above 10.
    private static double logGamma(double x) {
        double shift = 0;
        double y = x;
        while (y < 10) {
            shift += Math.log(y);
            y++;
        }
        double r = 1 / (y * y);
        double series = (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r / 1680))) / y;
        return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series - shift;
    }
}
