package filigree.views.control;

import filigree.views.theme.DataColor;
import java.util.Optional;

/// One line of a chart: its points, what it is called, and how it is drawn.
///
/// @param label in legend and tooltip
/// @param color of line and swatch
/// @param width in pixels
/// @param dash solid, dashed or dotted
/// @param stepped whether a value holds until the next
/// @param band drawn behind it, for example the spread over seeds
public record ChartLine(
        String label,
        Series series,
        DataColor color,
        double width,
        Dash dash,
        boolean stepped,
        Optional<Band> band) {
    /// How a line is broken.
    public enum Dash {
        SOLID,
        /// Planned: 5 on, 3 off.
        DASHED,
        /// As it was before a change: 1 on, 3 off.
        DOTTED;

        double[] pattern() {
            return switch (this) {
                case SOLID -> new double[0];
                case DASHED -> new double[] {5, 3};
                case DOTTED -> new double[] {1, 3};
            };
        }
    }

    /// An area between two curves over the same x.
    public record Band(Series low, Series high) {}

    private static ChartLine solid(String label, Series series, DataColor color, double width) {
        return new ChartLine(label, series, color, width, Dash.SOLID, false, Optional.empty());
    }

    /// The run at hand, in accent.
    public static ChartLine thisRun(String label, Series series) {
        return solid(label, series, DataColor.ACCENT, 2);
    }

    /// Something beside it, in grey.
    public static ChartLine other(String label, Series series) {
        return solid(label, series, DataColor.MARGIN, 1.5);
    }

    /// What is planned, over the whole run: dashed in the colour of text.
    public static ChartLine planned(String label, Series series) {
        return new ChartLine(
                label, series, DataColor.TEXT, 1.5, Dash.DASHED, false, Optional.empty());
    }

    /// One of several methods or runs, in its own colour.
    public static ChartLine method(String label, Series series, DataColor color) {
        return solid(label, series, color, 1.75);
    }

    /// Whether this is one of several methods, which carry a shape at their end.
    boolean isMethod() {
        return switch (color) {
            case METHOD_1, METHOD_2, METHOD_3, METHOD_4 -> true;
            default -> false;
        };
    }

    /// The same, each value held until the next.
    public ChartLine asSteps() {
        return new ChartLine(label, series, color, width, dash, true, band);
    }

    public ChartLine withDash(Dash now) {
        return new ChartLine(label, series, color, width, now, stepped, band);
    }

    public ChartLine withBand(Series low, Series high) {
        return new ChartLine(
                label, series, color, width, dash, stepped, Optional.of(new Band(low, high)));
    }
}
