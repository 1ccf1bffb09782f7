package filigree.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import filigree.views.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir private Path home;

    @Test
    void whatWasChosenIsFoundAgain() {
        var places = new Places(home.resolve("not there yet"));
        var chosen = new Settings(Theme.DARK, Optional.of(Locale.SIMPLIFIED_CHINESE));
        chosen.write(places);
        assertEquals(chosen, Settings.read(places));
    }

    @Test
    void withoutAFileOrWithADamagedOneTheDefaultsHold() throws IOException {
        var places = new Places(home);
        var defaults = new Settings(Theme.LIGHT, Optional.empty());
        assertEquals(defaults, Settings.read(places));
        Files.writeString(home.resolve("settings.json"), "{ \"theme\": ");
        assertEquals(defaults, Settings.read(places));
        Files.writeString(home.resolve("settings.json"), "{ \"language\": \"tlh\" }");
        assertEquals(defaults, Settings.read(places));
    }
}
