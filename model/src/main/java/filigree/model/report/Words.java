package filigree.model.report;

import filigree.model.text.Texts;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/// How a report speaks: its own texts, the core's names of methods, and how numbers read. Numbers
/// look the same in all languages: a comma for thousands, a space before %, a real minus sign.
///
/// @param own the report's texts
/// @param core names of methods, parameters and classes, errors
record Words(Texts own, Texts core) {
    static Words in(Locale locale) {
        return new Words(
                Texts.of("filigree.model.report", locale, Words.class.getClassLoader()),
                Texts.core(locale));
    }

    String get(String key, Object... arguments) {
        return own.get(key, arguments);
    }

    /// A whole number.
    String count(long n) {
        return String.format(Locale.ROOT, "%,d", n).replace('-', '\u2212');
    }

    /// A number with fixed digits, or words where it is not finite.
    String number(double x, int digits) {
        if (!Double.isFinite(x)) {
            return get("number.not-finite");
        }
        String text = String.format(Locale.ROOT, "%,." + digits + "f", x);
        return signed(text);
    }

    /// The same with its sign, also if positive.
    String difference(double x, int digits) {
        String text = number(x, digits);
        return x > 0 && Double.isFinite(x) ? "+" + text : text;
    }

    /// A fraction in per cent.
    String percent(double fraction, int digits) {
        return Double.isFinite(fraction)
                ? number(100 * fraction, digits) + "\u00a0%"
                : number(fraction, digits);
    }

    /// A number that may be very small or large, such as a learning rate.
    String general(double x) {
        if (!Double.isFinite(x)) {
            return get("number.not-finite");
        }
        double size = Math.abs(x);
        if (size != 0 && (size < 1e-3 || size >= 1e6)) {
            int power = (int) Math.floor(Math.log10(size));
            return number(x / Math.pow(10, power), 1) + " × 10" + raised(power);
        }
        String text = String.format(Locale.ROOT, "%,.4f", x);
        return signed(text.replaceFirst("\\.?0+$", ""));
    }

    private static String raised(int power) {
        return Integer.toString(power)
                .chars()
                .mapToObj(c -> c == '-' ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹".substring(c - '0', c - '0' + 1))
                .collect(Collectors.joining());
    }

    private static String signed(String text) {
        boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
        return zero ? text.replace("-", "") : text.replace('-', '\u2212');
    }

    /// A moment, in UTC; as it stands where it is none.
    String moment(String instant) {
        try {
            return DateTimeFormatter.ofPattern(get("moment.pattern"), own.locale())
                            .withZone(ZoneOffset.UTC)
                            .format(Instant.parse(instant))
                    + " UTC";
        } catch (java.time.DateTimeException _) {
            return instant;
        }
    }

    /// A day, in UTC.
    String day(String instant) {
        try {
            return DateTimeFormatter.ofPattern(get("day.pattern"), own.locale())
                    .withZone(ZoneOffset.UTC)
                    .format(Instant.parse(instant));
        } catch (java.time.DateTimeException _) {
            return instant;
        }
    }

    /// The name of a method; its id where the core has no name for it.
    String method(String id) {
        return core("method." + id + ".title", id);
    }

    /// The name of a parameter; its key where the core has no name for it.
    String label(String method, String param) {
        return core("method." + method + "." + param + ".label", param);
    }

    /// The name of a class of a data set; its number where the core has no name for it.
    String className(String data, int n) {
        return core("data." + data + ".class." + n, Integer.toString(n));
    }

    /// A text of the core, or `otherwise`.
    String core(String key, String otherwise) {
        return core.has(key) ? core.get(key) : otherwise;
    }
}
