package filigree.app;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Whether this machine can show a window.
final class Display {
    private static final String GTK = "libgtk-3.so.0";

    private Display() {}

    /// Returns why no window can be shown, as a key of the bundle; empty if nothing is in the way.
    ///
    /// @param environment of the process
    /// @param platform of the toolkit, if one was asked for
    static Optional<String> obstacle(Map<String, String> environment, String platform) {
        if (platform.equals("Headless") || !isLinux()) {
            return Optional.empty();
        }
        if (isUnset(environment, "DISPLAY") && isUnset(environment, "WAYLAND_DISPLAY")) {
            return Optional.of("window.no-display");
        }
        return hasLibrary(GTK) ? Optional.empty() : Optional.of("window.no-gtk");
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
    }

    private static boolean isUnset(Map<String, String> environment, String name) {
        return environment.getOrDefault(name, "").isBlank();
    }

    /// Asked before the toolkit is, which would print a stack trace of its own.
    @SuppressWarnings("restricted") // the launcher allows native access
    static boolean hasLibrary(String name) {
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup.libraryLookup(name, arena);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
