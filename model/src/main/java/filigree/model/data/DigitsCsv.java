package filigree.model.data;

import filigree.model.error.UserFacingException;
import filigree.model.file.ReadErrors;
import java.io.IOException;

/// 1,797 handwritten digits of 8 x 8 pixels from 0 to 16: small enough to watch every weight.
///
/// The first 1,500 train, the last 297 test. Source: E. Alpaydin, C. Kaynak, "Optical Recognition
/// of Handwritten Digits", UCI Machine Learning Repository, 1998.
public final class DigitsCsv {
    /// The file among the bundled ones.
    public static final String FILE = "digits/digits.csv.gz";

    static final int EXAMPLES = 1797;
    static final int TRAINING = 1500;
    private static final String ID = "digits";
    private static final ImageShape SHAPE = new ImageShape(8, 8, 1);
    private static final int CLASSES = 10;
    private static final int MAXIMUM = 16;
    private static final int LIMIT_BYTES = 1 << 20;
    private static final String CHECKSUM =
            "6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8";

    private DigitsCsv() {}

    /// Loads the digits.
    ///
    /// @throws UserFacingException if the file is missing or damaged
    public static LoadedData load(DataFiles files) {
        try (var in = new Unpacked(FILE, files.open(FILE))) {
            var table = CsvNumbers.read(FILE, in.readAll(LIMIT_BYTES), SHAPE.features() + 1);
            if (table.rows() != EXAMPLES) {
                throw new UserFacingException("csv-rows", FILE, table.rows(), EXAMPLES);
            }
            return new LoadedData(
                    dataset(table, 0, TRAINING),
                    dataset(table, TRAINING, EXAMPLES),
                    in.checksum().equals(CHECKSUM));
        } catch (IOException e) {
            throw ReadErrors.of(FILE, e);
        }
    }

    private static Dataset dataset(CsvNumbers table, int from, int to) {
        int features = SHAPE.features();
        var pixels = new byte[(to - from) * features];
        var labels = new byte[to - from];
        for (int i = from; i < to; i++) {
            for (int j = 0; j < features; j++) {
                pixels[(i - from) * features + j] = (byte) table.get(i, j, MAXIMUM);
            }
            labels[i - from] = (byte) table.get(i, features, CLASSES - 1);
        }
        return new Dataset(ID, SHAPE, CLASSES, MAXIMUM, pixels, labels);
    }
}
