package filigree.app;

import filigree.model.error.Problem;
import filigree.model.error.UserFacingException;
import filigree.model.text.Texts;
import filigree.samples.Samples;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/// What the command line says, in one language.
final class Words {
    /// The bundle of this module.
    static final String BUNDLE = "filigree.app.messages";

    private static final int MOST_PROBLEMS = 3;

    private final Locale locale;
    private final Texts own;
    private final Texts core;
    private final Texts samples;

    Words(Locale locale) {
        this.locale = locale;
        this.own = Texts.of(BUNDLE, locale, Words.class.getClassLoader());
        this.core = Texts.core(locale);
        this.samples = Samples.texts(locale);
    }

    /// The same words as a bundle, for the command line parser's help.
    ResourceBundle bundle() {
        return ResourceBundle.getBundle(
                BUNDLE,
                locale,
                Words.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    String get(String key, Object... arguments) {
        return own.get(key, arguments);
    }

    /// Returns a text of the core, or `otherwise` where it has none.
    String core(String key, String otherwise) {
        return core.has(key) ? core.get(key) : otherwise;
    }

    String sample(String id) {
        return samples.get("sample." + id);
    }

    /// Returns the first few things that are wrong, one line each, and how many more there are.
    String problems(UserFacingException e) {
        List<Problem> all = e.problems();
        int shown = all.size() <= MOST_PROBLEMS ? all.size() : MOST_PROBLEMS - 1;
        List<String> lines = new ArrayList<>();
        all.subList(0, shown).forEach(p -> lines.add(problem(p)));
        if (shown < all.size()) {
            lines.add(get("error.more", count(all.size() - shown)));
        }
        return String.join(System.lineSeparator(), lines);
    }

    /// One of them, or something to be careful about.
    String problem(Problem problem) {
        String key = "error." + problem.id();
        if (own.has(key)) {
            return own.get(problem);
        }
        return core.has(key)
                ? core.get(problem)
                : problem.id() + " " + String.join(", ", problem.arguments());
    }

    /// A fraction in per cent, one decimal.
    String percent(double fraction) {
        return number(100 * fraction, 1) + " %";
    }

    String count(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    String number(double number, int decimals) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        return format.format(number);
    }

    /// Minutes and seconds, with hours where there are any.
    static String duration(double seconds) {
        long s = Math.round(seconds);
        return s < 3_600
                ? "%d:%02d".formatted(s / 60, s % 60)
                : "%d:%02d:%02d".formatted(s / 3_600, s / 60 % 60, s % 60);
    }
}
