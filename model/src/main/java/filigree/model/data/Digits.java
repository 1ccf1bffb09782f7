package filigree.model.data;

import filigree.model.method.MethodType;
import filigree.model.method.Param;

/// The digits of UCI, 8 x 8: 1,500 training and 297 test images, ten classes.
///
/// @param validation training images set aside, the last ones
/// @param input how a pixel becomes an input
public record Digits(int validation, Normalisation.Input input) implements DataSource {
    static final Param.OfLong VALIDATION = SplitParams.validation(250, DigitsCsv.TRAINING);

    public static final MethodType<Digits> TYPE =
            MethodType.<Digits>of(
                            "digits",
                            "Alpaydin and Kaynak 1998, UCI Machine Learning Repository; the copy"
                                    + " in scikit-learn")
                    .param(VALIDATION, d -> (long) d.validation())
                    .param(SplitParams.INPUT, Digits::input)
                    .build(v ->
                            new Digits(
                                    Math.toIntExact(v.get(VALIDATION)), v.get(SplitParams.INPUT)));

    @Override
    public MethodType<Digits> type() {
        return TYPE;
    }

    @Override
    public LoadedData load(DataFiles bundled) {
        return DigitsCsv.load(bundled);
    }
}
