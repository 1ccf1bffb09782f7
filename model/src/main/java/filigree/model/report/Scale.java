package filigree.model.report;

import java.util.ArrayList;
import java.util.List;

/// A straight scale from values to pixels, with round ticks.
///
/// @param low value at `from`
/// @param high value at `to`, above `low`
/// @param from pixel
/// @param to pixel
/// @param ticks values to label, ascending
record Scale(double low, double high, double from, double to, List<Double> ticks) {
    Scale {
        ticks = List.copyOf(ticks);
    }

    /// A vertical scale whose ends are round and hold all values.
    ///
    /// @param least smallest height of the scale, so that noise does not fill a chart
    static Scale rounded(double min, double max, double least, double from, double to) {
        double span = Math.max(max - min, least);
        double middle = (min + max) / 2;
        double low = max - min < least ? middle - span / 2 : min;
        double high = max - min < least ? middle + span / 2 : max;
        double step = roundStep((high - low) / 4);
        long first = (long) Math.floor(low / step + 1e-9);
        long last = (long) Math.ceil(high / step - 1e-9);
        List<Double> ticks = new ArrayList<>();
        for (long k = first; k <= last; k++) {
            ticks.add(k * step);
        }
        return new Scale(first * step, last * step, from, to, ticks);
    }

    /// A horizontal scale of steps, both ends labelled.
    static Scale steps(double first, double last, double from, double to) {
        double high = Math.max(first + 1, last);
        double span = high - first;
        double step = Math.max(1, roundStep(span / 3));
        List<Double> ticks = new ArrayList<>(List.of(first));
        double tick = step * Math.ceil((first + 0.25 * span) / step);
        for (; tick < high - 0.18 * span; tick += step) {
            ticks.add(tick);
        }
        ticks.add(high);
        return new Scale(first, high, from, to, ticks);
    }

    /// 1, 2 or 5 times a power of ten, at least `about`.
    static double roundStep(double about) {
        double power = Math.pow(10, Math.floor(Math.log10(about)));
        double ratio = about / power;
        if (ratio <= 1 + 1e-9) {
            return power;
        }
        if (ratio <= 2 + 1e-9) {
            return 2 * power;
        }
        return ratio <= 5 + 1e-9 ? 5 * power : 10 * power;
    }

    double at(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    double at(long step) {
        return at((double) step);
    }

    /// Digits after the point that tell the ticks apart.
    ///
    /// @param factor what a value is multiplied with before it is shown, such as 100
    int digits(double factor) {
        if (ticks.size() < 2) {
            return 0;
        }
        double step = (ticks.get(1) - ticks.get(0)) * factor;
        return step >= 0.9999 ? 0 : (int) Math.ceil(-Math.log10(step) - 1e-9);
    }
}
