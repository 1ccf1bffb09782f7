package filigree.app;

import filigree.model.error.UserFacingException;
import filigree.model.file.AtomicFile;
import filigree.model.file.Json;
import filigree.views.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a person chose in the window and finds again next time: `settings.json` in the program's
/// own folder.
///
/// @param theme light or dark
/// @param language of the window, if one was ever chosen
record Settings(Theme theme, Optional<Locale> language) {
    private static final String THEME = "theme";
    private static final String LANGUAGE = "language";

    private static Path file(Places places) {
        return places.home().resolve("settings.json");
    }

    /// Returns what is kept; where nothing is, or it cannot be read, the defaults.
    static Settings read(Places places) {
        if (!Files.exists(file(places))) {
            return new Settings(Theme.LIGHT, Optional.empty());
        }
        try {
            Map<String, ?> tree = Json.parse(file(places));
            boolean dark = "dark".equals(tree.get(THEME));
            return new Settings(
                    dark ? Theme.DARK : Theme.LIGHT,
                    Language.ofOption(String.valueOf(tree.get(LANGUAGE))));
        } catch (UserFacingException _) {
            return new Settings(Theme.LIGHT, Optional.empty()); // looks are not worth a refusal
        }
    }

    /// Keeps these settings; where they cannot be written the window goes on without.
    void write(Places places) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(THEME, theme == Theme.DARK ? "dark" : "light");
        language.ifPresent(l -> tree.put(LANGUAGE, l.getLanguage()));
        try {
            Files.createDirectories(places.home());
            AtomicFile.writeString(file(places), Json.write(tree));
        } catch (IOException | UserFacingException _) {
            return; // nothing is lost but a preference
        }
    }
}
