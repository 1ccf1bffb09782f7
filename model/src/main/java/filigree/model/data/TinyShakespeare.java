package filigree.model.data;

import filigree.model.error.UserFacingException;
import filigree.model.file.ReadErrors;
import filigree.model.method.MethodType;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/// Pieces of Shakespeare's plays: 1,115,394 characters of 65 kinds, the text on which character
/// models are tried most often.
///
/// @param context characters of a sequence
/// @param validationShare share of the text for validation
/// @param testShare share of the text for testing
public record TinyShakespeare(int context, double validationShare, double testShare)
        implements TextSource {
    /// Name of the file as it is published.
    public static final String NAME = "input.txt";

    /// Bytes it has.
    public static final int BYTES = 1_115_394;

    /// Its SHA-256.
    public static final String CHECKSUM =
            "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed";

    private static final String FILE = "tinyshakespeare/" + NAME;

    public static final MethodType<TinyShakespeare> TYPE =
            MethodType.<TinyShakespeare>of("tinyshakespeare", "Karpathy 2015, char-rnn")
                    .param(TextParams.CONTEXT, d -> (long) d.context())
                    .param(TextParams.VALIDATION_SHARE, TinyShakespeare::validationShare)
                    .param(TextParams.TEST_SHARE, TinyShakespeare::testShare)
                    .build(v ->
                            new TinyShakespeare(
                                    Math.toIntExact(v.get(TextParams.CONTEXT)),
                                    v.get(TextParams.VALIDATION_SHARE),
                                    v.get(TextParams.TEST_SHARE)));

    @Override
    public MethodType<TinyShakespeare> type() {
        return TYPE;
    }

    @Override
    public LoadedData load(DataFiles fetched) {
        try (var in = new Unpacked(NAME, fetched.open(FILE))) {
            byte[] bytes = in.readAll(BYTES);
            if (!in.checksum().equals(CHECKSUM)) {
                throw new UserFacingException("data-not-original", NAME, TYPE.id());
            }
            return TextData.of(this, NAME, TextData.decode(NAME, bytes), true);
        } catch (NoSuchFileException | FileNotFoundException _) {
            throw new UserFacingException("data-not-here", TYPE.id());
        } catch (IOException e) {
            throw ReadErrors.of(NAME, e);
        }
    }
}
