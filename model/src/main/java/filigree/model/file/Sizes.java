package filigree.model.file;

import java.util.Locale;

/// Numbers of bytes as a person reads them.
public final class Sizes {
    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB", "PB", "EB"};

    private Sizes() {}

    /// Returns `bytes` in the largest decimal unit that keeps it at least 1, for example "1.5 MB".
    ///
    /// @param bytes not negative
    public static String text(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.95 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }
}
