package filigree.model.file;

import filigree.model.error.UserFacingException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/// JSON as plain trees, read strictly and written the same way every time.
///
/// A tree is a map whose values are strings, booleans, `Integer`, `Long`, `Double`, null, lists and
/// maps of these; maps keep the order of the text. Reading refuses what a strict reader should:
/// duplicate keys, trailing text, comments, a number that does not fit, bytes that are not UTF-8,
/// anything larger or deeper than the limits. There is no binding to classes, so a file can only
/// ever become these values.
///
/// Writing keeps the order of the maps; a double is written with the fewest digits that read back
/// as the same double. JSON has no word for a number that is not finite: NaN and the infinities are
/// written as the strings "NaN", "Infinity", "-Infinity".
public final class Json {
    /// Default limit of a document, in bytes.
    public static final long MAX_BYTES = 1 << 20;

    /// Limit of maps and lists inside each other.
    public static final int MAX_DEPTH = 100;

    // Size and depth are checked here, where the error can say where it is.
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNumberLength(100)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private Json() {}

    /// Reads a file that holds one object.
    ///
    /// @throws UserFacingException naming file, line and column
    public static Map<String, @Nullable Object> parse(Path file) {
        return parse(file, MAX_BYTES);
    }

    /// Reads a file that holds one object.
    ///
    /// @param maxBytes largest size accepted, checked before anything is read
    /// @throws UserFacingException naming file, line and column
    public static Map<String, @Nullable Object> parse(Path file, long maxBytes) {
        byte[] bytes;
        try {
            long size = Files.size(file);
            if (size > maxBytes) {
                throw new UserFacingException(
                        "json-too-large", file, Sizes.text(size), Sizes.text(maxBytes));
            }
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw ReadErrors.of(file, e);
        }
        String text = decode(file.toString(), bytes);
        return parse(file.toString(), text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    /// Reads a text that holds one object.
    ///
    /// @param name of its origin, for errors
    /// @throws UserFacingException naming origin, line and column
    public static Map<String, @Nullable Object> parse(String name, String text) {
        return parse(name, text, 1, MAX_DEPTH);
    }

    /// @param firstLine number of the text's first line in errors
    static Map<String, @Nullable Object> parse(
            String name, String text, int firstLine, int maxDepth) {
        return new JsonTree(FACTORY, name, firstLine, maxDepth).read(text);
    }

    /// Returns the text of `bytes`, which must be UTF-8.
    static String decode(String name, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            throw new UserFacingException("json-encoding", name);
        }
    }

    /// Returns `tree` over several lines, two spaces a level, no trailing spaces, a newline at the
    /// end.
    public static String write(Map<String, ? extends @Nullable Object> tree) {
        return text(tree, pretty()) + "\n";
    }

    /// Returns `tree` on one line, without a newline.
    public static String writeLine(Map<String, ? extends @Nullable Object> tree) {
        return text(tree, null);
    }

    private static String text(
            Map<String, ? extends @Nullable Object> tree, @Nullable PrettyPrinter printer) {
        var out = new StringWriter();
        var context =
                new ObjectWriteContext.Base() {
                    @Override
                    public @Nullable PrettyPrinter getPrettyPrinter() {
                        return printer;
                    }

                    @Override
                    public boolean hasPrettyPrinter() {
                        return printer != null;
                    }
                };
        try (JsonGenerator generator = FACTORY.createGenerator(context, out)) {
            JsonTree.write(generator, tree);
        }
        return out.toString();
    }

    private static PrettyPrinter pretty() {
        var separators =
                Separators.createDefaultInstance()
                        .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                        .withObjectEmptySeparator("")
                        .withArrayElementSpacing(Separators.Spacing.AFTER)
                        .withArrayEmptySeparator("");
        return new DefaultPrettyPrinter(separators)
                .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                .withArrayIndenter(new DefaultPrettyPrinter.NopIndenter());
    }
}
