package filigree.model.data;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.method.Param.Timing;

/// A person's own table: one example a line, one class and otherwise numbers.
///
/// The rows are put into an order that depends on their count alone, since tables often stand
/// sorted by class. Of one file, the last `testShare` of that order are for testing.
///
/// @param validation training rows set aside, the last ones
/// @param input how a number becomes an input, by column
/// @param file of the table
/// @param testFile of the test rows, or empty to set some of `file` aside
/// @param testShare fraction of `file` for testing; without effect if there is a `testFile`
/// @param label name or number of the column with the class, or empty for the last one
/// @param header whether the first line names the columns
/// @param delimiter between columns
public record Csv(
        int validation,
        Normalisation.Input input,
        String file,
        String testFile,
        double testShare,
        String label,
        boolean header,
        Delimiter delimiter)
        implements DataSource {
    /// What stands between columns.
    public enum Delimiter {
        COMMA(','),
        SEMICOLON(';'),
        TAB('\t');

        private final char character;

        Delimiter(char character) {
            this.character = character;
        }

        char character() {
            return character;
        }
    }

    static final Param.OfLong VALIDATION = SplitParams.validation(20, 100_000_000);
    static final Param.OfText FILE = new Param.OfText("file", "", 4_096, Timing.NEXT_RUN);
    static final Param.OfText TEST_FILE = new Param.OfText("testFile", "", 4_096, Timing.NEXT_RUN);
    static final Param.OfText LABEL = new Param.OfText("label", "", 200, Timing.NEXT_RUN);
    static final Param.OfFlag HEADER = new Param.OfFlag("header", true, Timing.NEXT_RUN);
    static final Param.OfChoice<Delimiter> DELIMITER =
            new Param.OfChoice<>("delimiter", Delimiter.COMMA, Timing.NEXT_RUN);

    public static final MethodType<Csv> TYPE =
            MethodType.<Csv>of("csv", "Shafranovich 2005, RFC 4180")
                    .param(VALIDATION, d -> (long) d.validation())
                    .param(SplitParams.INPUT, Csv::input)
                    .param(FILE, Csv::file)
                    .param(TEST_FILE, Csv::testFile)
                    .param(SplitParams.TEST_SHARE, Csv::testShare)
                    .param(LABEL, Csv::label)
                    .param(HEADER, Csv::header)
                    .param(DELIMITER, Csv::delimiter)
                    .build(v ->
                            new Csv(
                                    Math.toIntExact(v.get(VALIDATION)),
                                    v.get(SplitParams.INPUT),
                                    v.get(FILE),
                                    v.get(TEST_FILE),
                                    v.get(SplitParams.TEST_SHARE),
                                    v.get(LABEL),
                                    v.get(HEADER),
                                    v.get(DELIMITER)));

    @Override
    public MethodType<Csv> type() {
        return TYPE;
    }

    @Override
    public LoadedData load(DataFiles bundled) {
        return CsvData.load(this);
    }
}
