package filigree.model.recipe;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// The word a person probably meant.
public final class Nearest {
    private Nearest() {}

    /// Returns the nearest of `words`, if it is near enough to be a slip of the finger.
    public static Optional<String> to(String word, Collection<String> words) {
        int limit = Math.max(2, word.length() / 3);
        return words.stream()
                .filter(w -> distance(word, w) <= limit)
                .min(Comparator.comparingInt(w -> distance(word, w)));
    }

    /// Letters inserted, left out, replaced or swapped with their neighbour (optimal string
    /// alignment); upper and lower case are the same.
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replace = d[i - 1][j - 1] + (same(a, i - 1, b, j - 1) ? 0 : 1);
                d[i][j] = Math.min(replace, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && same(a, i - 1, b, j - 2) && same(a, i - 2, b, j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }

    private static boolean same(String a, int i, String b, int j) {
        return Character.toLowerCase(a.charAt(i)) == Character.toLowerCase(b.charAt(j));
    }
}
