package filigree.app;

import java.util.Locale;
import java.util.regex.Pattern;

/// Any name as the name of a folder that every file system takes: letters and digits of any script,
/// `.`, `-` and `_`, at most 60 characters and 120 bytes.
final class SafeName {
    private static final int MAX_CHARACTERS = 60;
    private static final int MAX_BYTES = 120; // of the 255 that a file name may have
    private static final Pattern OTHER = Pattern.compile("[^\\p{L}\\p{N}._-]+");
    private static final Pattern EDGES = Pattern.compile("^[._-]+|[._-]+$");
    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

    private SafeName() {}

    static String of(String name) {
        String safe = trimmed(OTHER.matcher(name).replaceAll("-"));
        while (safe.codePointCount(0, safe.length()) > MAX_CHARACTERS
                || safe.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAX_BYTES) {
            safe = safe.substring(0, safe.offsetByCodePoints(safe.length(), -1));
        }
        safe = trimmed(safe);
        if (safe.isEmpty()) {
            return "run";
        }
        return DEVICE.matcher(safe.toLowerCase(Locale.ROOT)).matches() ? "run-" + safe : safe;
    }

    private static String trimmed(String name) {
        return EDGES.matcher(name).replaceAll("");
    }
}
