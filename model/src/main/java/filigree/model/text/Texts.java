package filigree.model.text;

import filigree.model.error.Problem;
import filigree.model.error.UserFacingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.PropertyResourceBundle;
import java.util.stream.Collectors;

/// The words of one bundle in one language.
///
/// A text is a [MessageFormat] pattern. Arguments should be strings: the caller knows how a number
/// reads. Texts use the typographic apostrophe ’, since ' is syntax in a pattern.
public final class Texts {
    private final PropertyResourceBundle bundle;
    private final Locale locale;

    private Texts(PropertyResourceBundle bundle, Locale locale) {
        this.bundle = bundle;
        this.locale = locale;
    }

    /// The core's own words: methods, parameters, errors.
    public static Texts core(Locale locale) {
        return of("filigree.model.messages", locale, Texts.class.getClassLoader());
    }

    /// The words of another module.
    ///
    /// Read as a stream, since `ResourceBundle.Control` does not exist for named modules and
    /// without it a Chinese system would turn English texts into Chinese ones.
    ///
    /// @param baseName of its bundle, for example `filigree.app.messages`
    /// @param locale any Chinese one means Simplified Chinese, every other one English
    /// @param loader that finds it
    public static Texts of(String baseName, Locale locale, ClassLoader loader) {
        boolean chinese = locale.getLanguage().equals("zh");
        String file = baseName.replace('.', '/') + (chinese ? "_zh_CN" : "") + ".properties";
        try (InputStream in = loader.getResourceAsStream(file)) {
            if (in == null) {
                throw new MissingResourceException("no bundle " + file, baseName, "");
            }
            var reader = new InputStreamReader(in, StandardCharsets.UTF_8);
            return new Texts(
                    new PropertyResourceBundle(reader),
                    chinese ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
