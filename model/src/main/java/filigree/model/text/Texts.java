package filigree.model.text;

import filigree.model.error.Problem;
import filigree.model.error.UserFacingException;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/// The words of one bundle in one language.
///
/// A text is a [MessageFormat] pattern. Arguments should be strings: the caller knows how a number
/// reads. Texts use the typographic apostrophe ’, since ' is syntax in a pattern.
public final class Texts {
    private static final ResourceBundle.Control EXACT =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final ResourceBundle bundle;
    private final Locale locale;

    private Texts(ResourceBundle bundle, Locale locale) {
        this.bundle = bundle;
        this.locale = locale;
    }

    /// The core's own words: methods, parameters, errors.
    public static Texts core(Locale locale) {
        return new Texts(
                ResourceBundle.getBundle(
                        "filigree.model.messages", locale, Texts.class.getClassLoader(), EXACT),
                locale);
    }

    /// The words of another module.
    ///
    /// @param baseName of its bundle, for example `filigree.app.messages`
    /// @param loader that finds it
    public static Texts of(String baseName, Locale locale, ClassLoader loader) {
        return new Texts(ResourceBundle.getBundle(baseName, locale, loader, EXACT), locale);
    }

    public Locale locale() {
        return locale;
    }

    public boolean has(String key) {
        return bundle.containsKey(key);
    }

    /// Returns the text of `key`, filled with `arguments`.
    ///
    /// @throws MissingResourceException if the bundle has no such key
    public String get(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), locale).format(arguments);
    }

    /// Returns one problem as a sentence or two.
    public String get(Problem problem) {
        return get("error." + problem.id(), problem.arguments().toArray());
    }

    /// Returns everything an exception found wrong, one line each.
    public String get(UserFacingException e) {
        return e.problems().stream().map(this::get).collect(Collectors.joining("\n"));
    }
}
