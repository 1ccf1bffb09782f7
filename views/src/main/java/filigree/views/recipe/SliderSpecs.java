package filigree.views.recipe;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.method.Param.Scale;
import filigree.model.method.Param.Timing;
import filigree.model.method.Param.Unit;
import filigree.views.control.SliderSpec;
import filigree.views.run.RunWords;

/// Sliders from the description of a number.
///
/// @param words in the window's language
record SliderSpecs(RunWords words) {
    /// Where a logarithmic scale that begins at 0 has its first value; the end itself means 0.
    private static final double DECADES = 1e-6;

    private static final long LONGEST_TRACK = 10_000;

    SliderSpec of(MethodType<?> type, Param.OfDouble p, String path, String label) {
        boolean log = p.scale() == Scale.LOG;
        double min = smallest(p);
        double initial = Math.max(min, p.defaultValue());
        SliderSpec spec =
                SliderSpec.of(ParamRow.id(path), label, min, p.max(), initial)
                        .withMeaning(meaning(type, p));
        if (log) {
            spec = spec.asLogarithmic().asRate();
            spec = p.min() == 0 ? spec.withNote(min, words.own().get("recipe.zero")) : spec;
        } else if (p.unit() == Unit.PERCENT) {
            spec = spec.asPercent(1).withStep(0.001);
        } else {
            spec = spec.withStep(p.max() - p.min() > 10 ? 1 : 0.005);
        }
        return p.timing() == Timing.LIVE ? spec : spec.forNextRun();
    }

    /// @param now what the recipe has, which the track reaches at least
    SliderSpec of(MethodType<?> type, Param.OfLong p, String path, String label, long now) {
        long longest = Math.max(LONGEST_TRACK, Math.max(p.defaultValue(), now));
        double max = (double) Math.min(p.max(), longest);
        SliderSpec spec =
                SliderSpec.of(
                                ParamRow.id(path),
                                label,
                                (double) p.min(),
                                max,
                                p.defaultValue().doubleValue())
                        .withMeaning(meaning(type, p))
                        .withUnit(words.unit(p.unit()))
                        .asWhole()
                        .withReach((double) p.max());
        spec = max / Math.max(1, p.min()) > 100 && p.min() > 0 ? spec.asLogarithmic() : spec;
        return p.timing() == Timing.LIVE ? spec : spec.forNextRun();
    }

    /// Returns the value of the recipe that a slider's value stands for.
    static double value(Param.OfDouble p, double shown) {
        return p.scale() == Scale.LOG && p.min() == 0 && shown <= DECADES ? 0 : shown;
    }

    /// Returns what a slider shows for a value of the recipe.
    static double shown(Param.OfDouble p, double value) {
        return Math.max(smallest(p), value);
    }

    private static double smallest(Param.OfDouble p) {
        return p.scale() == Scale.LOG && p.min() == 0 ? DECADES : p.min();
    }

    private String meaning(MethodType<?> type, Param<?> p) {
        return words.help(type, p) + " " + type.source() + ".";
    }
}
