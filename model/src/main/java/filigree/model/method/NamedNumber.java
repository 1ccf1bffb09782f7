package filigree.model.method;

import filigree.model.error.UserFacingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// One entry of a short list that a person writes as text: `fc1=0.9, fc2=0.5`.
///
/// @param name what stands before the sign
/// @param number what stands behind it
public record NamedNumber(String name, double number) {
    /// Reads a list in [0, 1].
    ///
    /// @param text entries apart by commas; blank for none
    /// @throws UserFacingException naming the entry that is none
    public static List<NamedNumber> parse(String text) {
        List<NamedNumber> all = new ArrayList<>();
        for (String entry : text.isBlank() ? new String[0] : text.split(",", -1)) {
            int sign = entry.lastIndexOf('=');
            double number = sign < 0 ? Double.NaN : number(entry.substring(sign + 1));
            String name = sign < 0 ? "" : entry.substring(0, sign).strip();
            if (name.isEmpty() || !(number >= 0 && number <= 1)) {
                throw new UserFacingException("named-number", entry.strip(), text);
            }
            all.add(new NamedNumber(name, number));
        }
        return all;
    }

    /// Writes a list as [#parse] reads it.
    public static String text(List<NamedNumber> list) {
        return list.stream().map(NamedNumber::toString).collect(Collectors.joining(", "));
    }

    /// Reads a plain number; NaN if it is none.
    public static double number(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        try {
            return plain.matches("[0-9.e+-]+") ? Double.parseDouble(plain) : Double.NaN;
        } catch (NumberFormatException _) {
            return Double.NaN;
        }
    }

    @Override
    public String toString() {
        return name + "=" + number;
    }
}
