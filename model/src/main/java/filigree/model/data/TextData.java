package filigree.model.data;

import filigree.model.error.UserFacingException;
import filigree.model.kernel.Tiles;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Makes data sets of texts.
final class TextData {
    private TextData() {}

    /// Divides a text and cuts its parts into sequences.
    ///
    /// @param name of the text, for errors
    /// @param text code points
    /// @param verified whether it is, byte for byte, the one known under this name
    /// @throws UserFacingException if a part is too short for one sequence, or the text has too
    ///   many kinds of characters
    static LoadedData of(TextSource form, String name, int[] text, boolean verified) {
        int context = form.context();
        if (Tiles.COLUMNS % context != 0) {
            throw new UserFacingException("text-context", context, Tiles.COLUMNS);
        }
        if (text.length == 0) {
            throw new UserFacingException("text-empty", name);
        }
        int test = text.length - (int) Math.round(text.length * form.testShare());
        int validation = test - (int) Math.round(text.length * form.validationShare());
        int shortest = Math.min(validation, Math.min(test - validation, text.length - test));
        if (shortest <= context) {
            throw new UserFacingException(
                    "text-too-short", name, text.length, shortest, context + 1);
        }
        Vocabulary vocabulary = Vocabulary.of(name, text, validation);
        String id = form.type().id();
        return new LoadedData(
                Dataset.ofText(id, new TokenSequences(vocabulary, context, text, 0, validation)),
                Optional.of(
                        Dataset.ofText(
                                id,
                                new TokenSequences(vocabulary, context, text, validation, test))),
                Dataset.ofText(
                        id, new TokenSequences(vocabulary, context, text, test, text.length)),
                verified);
    }

    /// Reads UTF-8, strictly; a byte order mark at its beginning is no part of the text.
    ///
    /// @param name of the file, for errors
    /// @return code points
    /// @throws UserFacingException naming the first byte that is wrong
    static int[] decode(String name, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder(); // reports, replaces nothing
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            throw new UserFacingException(
                    "text-bad-byte",
                    name,
                    in.position(),
                    "%02X".formatted(bytes[in.position()] & 0xff));
        }
        out.flip();
        if (!out.isEmpty() && out.get(0) == '\uFEFF') {
            out.get();
        }
        return out.codePoints().toArray();
    }
}
