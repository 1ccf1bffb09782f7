package filigree.model.data;

/// One part of a text, cut into sequences of equal length that follow one another: sequence n is
/// tokens `n * length` to `n * length + length - 1`, and the class of each token is the one after
/// it. What is left over at the end is in no sequence. Immutable.
final class TokenSequences {
    private final Vocabulary vocabulary;
    private final int length;
    private final char[] tokens; // a vocabulary fits into 16 bits

    /// @param length tokens of a sequence
    /// @param text code points
    /// @param from the first one of this part
    /// @param to one past the last; `length + 1` of them at least
    TokenSequences(Vocabulary vocabulary, int length, int[] text, int from, int to) {
        this.vocabulary = vocabulary;
        this.length = length;
        this.tokens = new char[to - from];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = (char) vocabulary.token(text[from + i]);
        }
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    int length() {
        return length;
    }

    /// Number of sequences.
    int count() {
        return (tokens.length - 1) / length; // the last token of all is nothing but a class
    }

    /// The token at a place of the part.
    int token(int place) {
        return tokens[place];
    }
}
