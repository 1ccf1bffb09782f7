package filigree.views.control;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// Everything a [SliderRow] needs to know about its number. Make one with [#of] and refine it.
///
/// @param id of the slider node; the field gets "-value" behind it
/// @param label what the number is called
/// @param meaning one or two sentences for the tooltip; may be empty
/// @param unit in muted text behind the value; may be empty
/// @param min lowest value
/// @param max highest value of the track
/// @param reach highest value that may be typed, at least `max`
/// @param initial the default: the tick, and where a double-click goes
/// @param step of arrow keys and drags; 0 = a hundredth of the track
/// @param logarithmic whether equal ratios take equal space; needs `min` over 0
/// @param whole whether only whole numbers are allowed
/// @param factor the shown number is the value times this: 100 for per cent
/// @param decimals shown at least; negative = as a rate, "2.1e-4"
/// @param live whether a change acts at the next step (filled dot) or in the next run (hollow)
/// @param stops the only allowed values, rising; empty = all
/// @param notes a word that replaces the unit at a value: 32 → "off"
public record SliderSpec(
        String id,
        String label,
        String meaning,
        String unit,
        double min,
        double max,
        double reach,
        double initial,
        double step,
        boolean logarithmic,
        boolean whole,
        double factor,
        int decimals,
        boolean live,
        List<Double> stops,
        Map<Double, String> notes) {
    private static final int HIDDEN_DIGITS = 3;

    public SliderSpec {
        stops = List.copyOf(stops);
        notes = Map.copyOf(notes);
        if (!(min < max) || initial < min || initial > max || reach < max) {
            throw new IllegalArgumentException(id + ": " + initial + " in " + min + " to " + max);
        }
        if (logarithmic && min <= 0) {
            throw new IllegalArgumentException(id + ": a logarithmic scale starts over 0");
        }
    }

    /// A live number on a linear scale with three decimals.
    public static SliderSpec of(String id, String label, double min, double max, double initial) {
        return new SliderSpec(
                id, label, "", "", min, max, max, initial, 0, false, false, 1, 3, true, List.of(),
                Map.of());
    }

    public SliderSpec withMeaning(String words) {
        return with(words, unit, step, logarithmic, whole, factor, decimals, live, stops, notes);
    }

    public SliderSpec withUnit(String words) {
        return with(meaning, words, step, logarithmic, whole, factor, decimals, live, stops, notes);
    }

    public SliderSpec withStep(double size) {
        return with(meaning, unit, size, logarithmic, whole, factor, decimals, live, stops, notes);
    }

    public SliderSpec withDecimals(int count) {
        return with(meaning, unit, step, logarithmic, whole, factor, count, live, stops, notes);
    }

    /// Shows 0.9 as "90.0 %" and reads "90" as 0.9.
    public SliderSpec asPercent(int digits) {
        return with(meaning, "%", step, logarithmic, whole, 100, digits, live, stops, notes);
    }

    /// Shows small numbers as "2.1e-4".
    public SliderSpec asRate() {
        return with(meaning, unit, step, logarithmic, whole, factor, -1, live, stops, notes);
    }

    /// Only whole numbers.
    public SliderSpec asWhole() {
        double size = Math.max(1, step);
        return with(meaning, unit, size, logarithmic, true, factor, 0, live, stops, notes);
    }

    public SliderSpec asLogarithmic() {
        return with(meaning, unit, step, true, whole, factor, decimals, live, stops, notes);
    }

    /// A higher value than the track holds may be typed.
    public SliderSpec withReach(double highest) {
        return new SliderSpec(
                id,
                label,
                meaning,
                unit,
                min,
                max,
                highest,
                initial,
                step,
                logarithmic,
                whole,
                factor,
                decimals,
                live,
                stops,
                notes);
    }

    /// Acts in the next run.
    public SliderSpec forNextRun() {
        return with(meaning, unit, step, logarithmic, whole, factor, decimals, false, stops, notes);
    }

    /// Only these values, as dots on the track.
    public SliderSpec withStops(double... values) {
        List<Double> list = Arrays.stream(values).sorted().boxed().toList();
        boolean integers = list.stream().allMatch(v -> v == Math.rint(v));
        int digits = integers ? 0 : decimals;
        return with(meaning, unit, step, false, integers, factor, digits, live, list, notes);
    }

    /// A word in place of the unit at one value.
    public SliderSpec withNote(double value, String word) {
        Map<Double, String> more = new HashMap<>(notes);
        more.put(value, word);
        return with(meaning, unit, step, logarithmic, whole, factor, decimals, live, stops, more);
    }

    private SliderSpec with(
            String newMeaning,
            String newUnit,
            double newStep,
            boolean newLogarithmic,
            boolean newWhole,
            double newFactor,
            int newDecimals,
            boolean newLive,
            List<Double> newStops,
            Map<Double, String> newNotes) {
        return new SliderSpec(
                id,
                label,
                newMeaning,
                newUnit,
                min,
                max,
                reach,
                initial,
                newStep,
                newLogarithmic,
                newWhole,
                newFactor,
                newDecimals,
                newLive,
                newStops,
                newNotes);
    }

    SliderScale scale() {
        if (!stops.isEmpty()) {
            return new SliderScale.Stops(stops);
        }
        if (logarithmic) {
            return new SliderScale.Log(min, max, step);
        }
        double shown = decimals < 0 ? 0 : Math.pow(10, -decimals) / factor;
        return new SliderScale.Linear(min, max, step, step > 0 ? step : shown);
    }

    /// How a value reads, without its unit.
    String text(double value) {
        double shown = value * factor;
        return decimals < 0
                ? Numbers.rate(shown, 4)
                : Numbers.atLeast(shown, decimals, whole ? 0 : decimals + HIDDEN_DIGITS);
    }

    /// The unit, or the word that stands in its place at this value.
    String unit(double value) {
        return notes.getOrDefault(value, unit);
    }

    /// The value a person typed, or empty when it is not a number.
    OptionalDouble parse(String typed) {
        String plain = unit.isEmpty() ? typed : typed.replace(unit, "");
        OptionalDouble number = Numbers.parse(plain);
        return number.isEmpty() ? number : OptionalDouble.of(number.getAsDouble() / factor);
    }

    boolean allows(double value) {
        boolean inside = value >= min && value <= reach;
        boolean onStop = stops.isEmpty() || stops.contains(value);
        return inside && onStop && (!whole || value == Math.rint(value));
    }
}
