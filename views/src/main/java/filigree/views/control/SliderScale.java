package filigree.views.control;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/// Where a value lies on the track, and where the next one is.
sealed interface SliderScale {
    /// Lowest position of the slider.
    double low();

    /// Highest position of the slider.
    double high();

    double position(double value);

    double value(double position);

    /// The allowed value nearest to one that a drag reached.
    double snap(double value);

    /// The value `steps` key presses away, inside the range.
    double move(double value, int steps);

    /// Rounds away what binary fractions leave behind: 0.1 + 0.2 is 0.3.
    private static double clean(double value) {
        return new BigDecimal(value).round(new MathContext(12)).doubleValue();
    }

    /// Equal distances; the position is the value itself.
    ///
    /// @param step of a key press; 0 = a hundredth of the range
    /// @param grain of a drag, so that no more digits appear than are shown; 0 = none
    record Linear(double min, double max, double step, double grain) implements SliderScale {
        @Override
        public double low() {
            return min;
        }

        @Override
        public double high() {
            return max;
        }

        @Override
        public double position(double value) {
            return value;
        }

        @Override
        public double value(double position) {
            return position;
        }

        @Override
        public double snap(double value) {
            double inside = Math.clamp(value, min, max);
            if (grain <= 0 || inside == max) {
                return inside;
            }
            return Math.clamp(clean(min + Math.rint((inside - min) / grain) * grain), min, max);
        }

        @Override
        public double move(double value, int steps) {
            double hundredth = Math.max(grain, snap(min + (max - min) / 100) - min);
            double by = step > 0 ? step : hundredth;
            return Math.clamp(clean(value + steps * by), min, max);
        }
    }

    /// Equal ratios; the position is the natural logarithm. With `step` 0 values have two
    /// significant digits, else they are multiples of it.
    record Log(double min, double max, double step) implements SliderScale {
        @Override
        public double low() {
            return Math.log(min);
        }

        @Override
        public double high() {
            return Math.log(max);
        }

        @Override
        public double position(double value) {
            return Math.log(Math.clamp(value, min, max));
        }

        @Override
        public double value(double position) {
            return Math.exp(position);
        }

        @Override
        public double snap(double value) {
            double inside = Math.clamp(value, min, max);
            double grain = grain(inside);
            return Math.clamp(clean(Math.rint(inside / grain) * grain), min, max);
        }

        @Override
        public double move(double value, int steps) {
            double now = value;
            for (int i = 0; i < Math.abs(steps); i++) {
                double ratio = Math.exp((high() - low()) / 100);
                double next = snap(steps > 0 ? now * ratio : now / ratio);
                double grain = grain(now);
                now = next == now ? now + Math.copySign(grain, steps) : next;
                now = Math.clamp(clean(now), min, max);
            }
            return now;
        }

        private double grain(double value) {
            return step > 0 ? step : Math.pow(10, Math.floor(Math.log10(value)) - 1);
        }
    }

    /// A few values, evenly spaced; the position is the index.
    record Stops(List<Double> values) implements SliderScale {
        public Stops {
            values = List.copyOf(values);
        }

        @Override
        public double low() {
            return 0;
        }

        @Override
        public double high() {
            return values.size() - 1;
        }

        @Override
        public double position(double value) {
            return values.indexOf(snap(value));
        }

        @Override
        public double value(double position) {
            return values.get(Math.clamp(Math.round(position), 0, values.size() - 1));
        }

        @Override
        public double snap(double value) {
            double best = values.getFirst();
            for (double stop : values) {
                best = Math.abs(stop - value) < Math.abs(best - value) ? stop : best;
            }
            return best;
        }

        @Override
        public double move(double value, int steps) {
            return value(position(value) + steps);
        }
    }
}
