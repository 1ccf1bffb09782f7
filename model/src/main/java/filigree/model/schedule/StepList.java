package filigree.model.schedule;

import filigree.model.error.UserFacingException;
import filigree.model.method.MethodType;
import filigree.model.method.NamedNumber;
import filigree.model.method.Param;
import java.util.ArrayList;
import java.util.List;

/// Jumps to given values at given fractions of the span, and to the target at its end.
///
/// @param points ascending fractions with their values; before the first one its value holds
///   already
public record StepList(List<Point> points) implements Schedule {
    private static final double ROUNDING = 1e-9; // 1/49 * 49 < 1: a jump must not come late

    /// A jump.
    ///
    /// @param from fraction of the span, in [0, 1]
    /// @param value in [0, 1], from there on
    public record Point(double from, double value) {}

    static final Param.OfText LIST =
            new Param.OfText("list", "0=1.0, 0.5=0.1, 0.75=0.01", 4_000, Param.Timing.LIVE);

    public static final MethodType<StepList> TYPE =
            MethodType.<StepList>of("step-list", "by definition")
                    .param(LIST, StepList::text)
                    .build(v -> parse(v.get(LIST)));

    public StepList {
        points = List.copyOf(points);
    }

    /// Reads `0=1, 0.5=0.1`.
    ///
    /// @throws UserFacingException if an entry is none, fractions do not ascend, or there is none
    static StepList parse(String text) {
        List<Point> points = new ArrayList<>();
        double before = -1;
        for (NamedNumber entry : NamedNumber.parse(text)) {
            double from = NamedNumber.number(entry.name());
            if (!(from > before && from >= 0 && from <= 1)) {
                throw new UserFacingException("step-list-order", entry.name(), text);
            }
            points.add(new Point(from, entry.number()));
            before = from;
        }
        if (points.isEmpty()) {
            throw new UserFacingException("step-list-order", "", text);
        }
        return new StepList(points);
    }

    private String text() {
        return NamedNumber.text(
                points.stream()
                        .map(p -> new NamedNumber(Double.toString(p.from()), p.value()))
                        .toList());
    }

    @Override
    public MethodType<StepList> type() {
        return TYPE;
    }

    @Override
    public double at(double progress, double target) {
        if (progress >= 1) {
            return target;
        }
        double value = points.getFirst().value();
        for (int n = 1; n < points.size(); n++) { // an iterator would be an object a step
            if (points.get(n).from() <= progress + ROUNDING) {
                value = points.get(n).value();
            }
        }
        return value;
    }

    @Override
    public boolean neverFalls(double target) {
        double before = 0;
        for (Point p : points) {
            if (p.value() < before) {
                return false;
            }
            before = p.value();
        }
        return before <= target;
    }
}
