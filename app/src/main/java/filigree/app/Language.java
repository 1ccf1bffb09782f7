package filigree.app;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The two languages of the program.
final class Language {
    static final String OPTION = "--lang";

    private static final String CHINESE = "zh";

    private Language() {}

    /// Returns the language that `--lang` asks for, else the system's, else English. It has to be
    /// known before the command line is read, since errors in it are told in that language.
    static Locale of(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.startsWith(OPTION + "=")) {
                return ofOption(argument.substring(OPTION.length() + 1)).orElse(ofSystem());
            }
            if (argument.equals(OPTION) && i + 1 < arguments.size()) {
                return ofOption(arguments.get(i + 1)).orElse(ofSystem());
            }
        }
        return ofSystem();
    }

    /// @param value of the option; empty for anything but `en` and `zh`
    static Optional<Locale> ofOption(String value) {
        return switch (value) {
            case "en" -> Optional.of(Locale.ENGLISH);
            case "zh" -> Optional.of(Locale.SIMPLIFIED_CHINESE);
            default -> Optional.empty();
        };
    }

    private static Locale ofSystem() {
        return ofSystem(Locale.getDefault(Locale.Category.DISPLAY), System.getenv());
    }

    /// @param byJava what Java made of it: on Linux, English where the locale asked for is not
    ///   installed, so the variables are asked too
    static Locale ofSystem(Locale byJava, Map<String, String> environment) {
        boolean chinese =
                byJava.getLanguage().equals(CHINESE)
                        || Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
                                .map(name -> environment.getOrDefault(name, ""))
                                .filter(value -> !value.isEmpty())
                                .findFirst()
                                .filter(value -> value.startsWith(CHINESE))
                                .isPresent();
        return chinese ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
    }
}
