package filigree.views.control;

import java.util.Locale;

/// How numbers read on axes and in tooltips: comma for thousands, minus U+2212.
final class Digits {
    private static final char MINUS = '−';

    private Digits() {}

    /// Returns `18,715`.
    static String whole(double value) {
        return fixed(value, 0);
    }

    /// Returns `18,715`.
    static String whole(long value) {
        return fixed((double) value, 0);
    }

    /// Returns `value` with so many digits after the point, never `−0`.
    static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "–" : value > 0 ? "∞" : MINUS + "∞";
        }
        String text = String.format(Locale.ROOT, "%,." + decimals + "f", Math.abs(value));
        boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
        return value < 0 && !zero ? MINUS + text : text;
    }

    /// Returns `850`, `8k`, `1.5k`, `20M`.
    static String compact(double value) {
        double size = Math.abs(value);
        String text;
        if (size < 1000) {
            text = trimmed(size, size < 10 && size != Math.rint(size) ? 1 : 0);
        } else if (size < 1e6) {
            text = trimmed(size / 1e3, 1) + "k";
        } else {
            text = trimmed(size / 1e6, 1) + "M";
        }
        return value < 0 ? MINUS + text : text;
    }

    private static String trimmed(double size, int decimals) {
        String text = fixed(size, decimals);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
