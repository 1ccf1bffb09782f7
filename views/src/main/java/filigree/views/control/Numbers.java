package filigree.views.control;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.Normalizer;
import java.util.Locale;
import java.util.OptionalDouble;

/// How numbers read, the same in every language: comma between thousands, point before decimals,
/// U+2212 as minus, a space before %.
public final class Numbers {
    /// What stands where there is no number.
    public static final String NONE = "–";

    private static final char MINUS = '\u2212';

    private Numbers() {}

    /// `266200` reads "266,200".
    public static String count(long value) {
        return format("#,##0", (double) value);
    }

    /// A value with a fixed number of decimals: "0.450", "1,234.5".
    public static String fixed(double value, int decimals) {
        return format("#,##0" + (decimals > 0 ? "." + "0".repeat(decimals) : ""), value);
    }

    /// A value with at least `decimals` and at most `limit` decimals, so that 0.33333 does not read
    /// "0.333".
    public static String atLeast(double value, int decimals, int limit) {
        String free = "#".repeat(Math.max(0, limit - decimals));
        String point = limit > 0 ? "." : "";
        return format("#,##0" + point + "0".repeat(decimals) + free, value);
    }

    /// A share in 0 to 1 as "90.0 %".
    public static String percent(double share, int decimals) {
        return Double.isFinite(share) ? fixed(share * 100, decimals) + " %" : NONE;
    }

    /// A change with its sign, "+0.4" or "−0.4".
    public static String signed(double value, int decimals) {
        String text = fixed(value, decimals);
        boolean positive = value > 0 && text.chars().anyMatch(c -> c >= '1' && c <= '9');
        return positive ? "+" + text : text;
    }

    /// Short for ticks: "950", "8k", "1.5M". At most one decimal.
    public static String compact(double value) {
        double size = Math.abs(value);
        if (size >= 999_500_000) {
            return oneDecimal(value / 1e9) + "G";
        }
        if (size >= 999_500) {
            return oneDecimal(value / 1e6) + "M";
        }
        return size >= 1000 ? oneDecimal(value / 1e3) + "k" : oneDecimal(value);
    }

    /// A rate with `digits` significant digits: "2.1e-4" when small or large, else "0.021".
    /// Trailing zeros go. The exponent keeps the plain hyphen, so it can be pasted anywhere.
    public static String rate(double value, int digits) {
        double size = Math.abs(value);
        if (value == 0 || (size >= 1e-3 && size < 1e6)) {
            int whole = value == 0 ? 1 : (int) Math.floor(Math.log10(size)) + 1;
            int decimals = Math.max(0, digits - whole);
            return atLeast(value, 0, decimals);
        }
        return format("0." + "#".repeat(Math.max(0, digits - 1)) + "E0", value).replace('E', 'e');
    }

    /// Reads what a person typed: commas and spaces inside, full-width digits, any minus, and a
    /// trailing %, which changes nothing. Empty when it is not a number.
    public static OptionalDouble parse(String typed) {
        String plain =
                Normalizer.normalize(typed, Normalizer.Form.NFKC)
                        .replace(MINUS, '-')
                        .replaceAll("[,\\s]", "")
                        .replaceAll("%$", "");
        if (!plain.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?")) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(plain);
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    private static String oneDecimal(double value) {
        return format("#,##0.#", value);
    }

    private static String format(String pattern, double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
        String text = new DecimalFormat(pattern, symbols).format(value);
        boolean negative = text.startsWith("-");
        String size = negative ? text.substring(1) : text;
        boolean nothing = size.chars().noneMatch(c -> c >= '1' && c <= '9');
        return negative && !nothing ? MINUS + size : size;
    }
}
