package filigree.model.data;

import filigree.model.error.UserFacingException;
import filigree.model.file.ReadErrors;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.method.Param.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// A person's own text in UTF-8, as it is or compressed by gzip.
///
/// @param file of the text
/// @param context characters of a sequence
/// @param validationShare share of the text for validation
/// @param testShare share of the text for testing
public record TextFile(String file, int context, double validationShare, double testShare)
        implements TextSource {
    private static final long MEMORY_SHARE = 16; // a byte may become 12: as a code point and more

    static final Param.OfText FILE = new Param.OfText("file", "", 4_096, Timing.NEXT_RUN);

    public static final MethodType<TextFile> TYPE =
            MethodType.<TextFile>of("text-file", "Yergeau 2003, RFC 3629")
                    .param(FILE, TextFile::file)
                    .param(TextParams.CONTEXT, d -> (long) d.context())
                    .param(TextParams.VALIDATION_SHARE, TextFile::validationShare)
                    .param(TextParams.TEST_SHARE, TextFile::testShare)
                    .build(v ->
                            new TextFile(
                                    v.get(FILE),
                                    Math.toIntExact(v.get(TextParams.CONTEXT)),
                                    v.get(TextParams.VALIDATION_SHARE),
                                    v.get(TextParams.TEST_SHARE)));

    @Override
    public MethodType<TextFile> type() {
        return TYPE;
    }

    @Override
    public LoadedData load(DataFiles bundled) {
        if (file.isEmpty()) {
            throw new UserFacingException("text-no-file");
        }
        long limit = Math.min(Runtime.getRuntime().maxMemory() / MEMORY_SHARE, 1 << 30);
        byte[] bytes;
        try (var in = new Unpacked(file, Files.newInputStream(Path.of(file)))) {
            bytes = in.readAll((int) limit);
        } catch (InvalidPathException _) {
            throw new UserFacingException("file-missing", file);
        } catch (IOException e) {
            throw ReadErrors.of(file, e);
        }
        return TextData.of(this, file, TextData.decode(file, bytes), false);
    }
}
