package filigree.model.data;

import filigree.model.file.ReadErrors;
import filigree.model.method.MethodType;
import java.io.IOException;

/// The Bible in the King James Version, one verse a line: 4,137,850 characters of 63 kinds.
///
/// @param context characters of a sequence
/// @param validationShare share of the text for validation
/// @param testShare share of the text for testing
public record KingJames(int context, double validationShare, double testShare)
        implements TextSource {
    /// The file among the bundled ones.
    public static final String FILE = "kjv/kjv.txt.gz";

    private static final int LIMIT_BYTES = 1 << 23;
    private static final String CHECKSUM =
            "b5c4940bcfeee072c0935b5200d0f9d88a00a0199cb0961d16133458fcdfae5d";

    public static final MethodType<KingJames> TYPE =
            MethodType.<KingJames>of("kjv", "King James Version 1611; the copy in Debian")
                    .param(TextParams.CONTEXT, d -> (long) d.context())
                    .param(TextParams.VALIDATION_SHARE, KingJames::validationShare)
                    .param(TextParams.TEST_SHARE, KingJames::testShare)
                    .build(v ->
                            new KingJames(
                                    Math.toIntExact(v.get(TextParams.CONTEXT)),
                                    v.get(TextParams.VALIDATION_SHARE),
                                    v.get(TextParams.TEST_SHARE)));

    @Override
    public MethodType<KingJames> type() {
        return TYPE;
    }

    @Override
    public LoadedData load(DataFiles bundled) {
        try (var in = new Unpacked(FILE, bundled.open(FILE))) {
            int[] text = TextData.decode(FILE, in.readAll(LIMIT_BYTES));
            return TextData.of(this, FILE, text, in.checksum().equals(CHECKSUM));
        } catch (IOException e) {
            throw ReadErrors.of(FILE, e);
        }
    }
}
