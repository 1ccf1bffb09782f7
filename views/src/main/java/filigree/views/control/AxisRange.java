package filigree.views.control;

/// The range of a value axis that follows its data without jitter.
///
/// It grows at once to the next round ticks, and shrinks only when the data needs less than half of
/// it.
final class AxisRange {
    private static final int MOST_TICKS = 5;
    private static final double SHRINK_UNDER = 0.5;
    private static final double LEAST_PERCENT = 2;
    private static final double ROUNDING = 1e-9;

    private final boolean fixed;
    private final boolean percent;
    private boolean known;
    private Ticks ticks;

    private AxisRange(boolean fixed, boolean percent, Ticks ticks) {
        this.fixed = fixed;
        this.percent = percent;
        this.ticks = ticks;
        known = fixed;
    }

    static AxisRange automatic() {
        return new AxisRange(false, false, new Ticks(0, 0.5, 3));
    }

    /// Within 0 and 100, and never so narrow that rounding looks like a movement.
    static AxisRange percent() {
        return new AxisRange(false, true, new Ticks(0, 50, 3));
    }

    static AxisRange fixed(double low, double high) {
        return new AxisRange(true, false, Ticks.between(low, high));
    }

    /// Takes note of the data's extremes and returns the ticks to draw.
    Ticks follow(double low, double high) {
        if (fixed || !(low <= high)) {
            return ticks;
        }
        if (percent && high - low < LEAST_PERCENT - ROUNDING) {
            double middle =
                    Math.clamp((low + high) / 2, LEAST_PERCENT / 2, 100 - LEAST_PERCENT / 2);
            return follow(middle - LEAST_PERCENT / 2, middle + LEAST_PERCENT / 2);
        }
        Ticks tight = Ticks.around(low, high, MOST_TICKS);
        boolean outside = low < ticks.first() || high > ticks.last();
        boolean roomy =
                tight.last() - tight.first() < SHRINK_UNDER * (ticks.last() - ticks.first());
        if (!known || roomy) {
            ticks = tight;
        } else if (outside) {
            ticks =
                    Ticks.around(
                            Math.min(low, ticks.first()), Math.max(high, ticks.last()), MOST_TICKS);
        }
        known = true;
        return ticks;
    }
}
