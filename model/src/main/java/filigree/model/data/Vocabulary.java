package filigree.model.data;

import filigree.model.error.UserFacingException;
import java.util.Arrays;

/// The tokens of a text: its characters, which are Unicode code points, numbered in their order.
///
/// A vocabulary holds the characters of the training part. If the other parts have more of them,
/// these are all one last token, shown as � (U+FFFD): training never sees it, so that what a
/// network makes of it counts against the network, as it should. Immutable.
public final class Vocabulary {
    /// The most tokens there may be: enough for Chinese, few enough for a row of outputs each.
    public static final int MOST = 8_192;

    private static final int UNKNOWN = 0xFFFD;

    private final int[] codePoints; // ascending
    private final boolean hasUnknown;

    private Vocabulary(int[] codePoints, boolean hasUnknown) {
        this.codePoints = codePoints;
        this.hasUnknown = hasUnknown;
    }

    /// Collects the characters of a text.
    ///
    /// @param name of the text, for errors
    /// @param text code points
    /// @param training how many of them, from the beginning, are the training part
    /// @throws UserFacingException if the training part has fewer than two kinds of characters, or
    ///   more than [#MOST]
    static Vocabulary of(String name, int[] text, int training) {
        int[] kinds = Arrays.stream(text, 0, training).distinct().sorted().toArray();
        if (kinds.length < 2) {
            throw new UserFacingException("text-one-character", name);
        }
        if (kinds.length >= MOST) {
            throw new UserFacingException("text-many-characters", name, kinds.length, MOST - 1);
        }
        boolean others =
                Arrays.stream(text, training, text.length)
                        .anyMatch(c -> Arrays.binarySearch(kinds, c) < 0);
        return new Vocabulary(kinds, others);
    }

    /// Number of tokens, the unknown one included.
    public int size() {
        return codePoints.length + (hasUnknown ? 1 : 0);
    }

    /// Whether there is a token for characters that the training part does not have: the last one.
    public boolean hasUnknown() {
        return hasUnknown;
    }

    /// Returns the code point of a token, 0 to `size - 1`.
    public int codePoint(int token) {
        return token == codePoints.length && hasUnknown ? UNKNOWN : codePoints[token];
    }

    /// Returns the token of a code point, or -1 if it has none, not even the unknown one.
    public int token(int codePoint) {
        int place = Arrays.binarySearch(codePoints, codePoint);
        if (place >= 0) {
            return place;
        }
        return hasUnknown ? codePoints.length : -1;
    }

    /// Returns a token as a label shows it: characters without a picture get one.
    ///
    /// @param token 0 to `size - 1`
    public String label(int token) {
        int c = codePoint(token);
        return switch (c) {
            case '\n' -> "↵";
            case '\r' -> "␍";
            case '\t' -> "⇥";
            case ' ' -> "␣";
            default ->
                    Character.isISOControl(c) || Character.isWhitespace(c)
                            ? "U+%04X".formatted(c)
                            : Character.toString(c);
        };
    }
}
