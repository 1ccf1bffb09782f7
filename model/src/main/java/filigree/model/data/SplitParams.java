package filigree.model.data;

import filigree.model.error.UserFacingException;
import filigree.model.method.Param;
import filigree.model.method.Param.Timing;
import filigree.model.method.Param.Unit;

/// The parameters that data sets share.
final class SplitParams {
    static final Param.OfChoice<Normalisation.Input> INPUT =
            new Param.OfChoice<>("input", Normalisation.Input.STANDARDIZED, Timing.NEXT_RUN);

    static final Param.OfText FOLDER = new Param.OfText("folder", "", 4_096, Timing.NEXT_RUN);
    static final Param.OfDouble TEST_SHARE = Param.number("testShare", 0.2, 0.01, 0.9);
    static final Param.OfMethod<Augmentation> AUGMENT =
            Param.method("augment", Augmentation.class, new NoAugmentation());

    private SplitParams() {}

    /// Returns how many of `all` examples train, where a share of them is for testing.
    ///
    /// @throws UserFacingException if one of the two parts would be empty
    static int trainingOf(int all, double testShare, String place) {
        int test = (int) Math.round(all * testShare);
        if (test < 1 || test >= all) {
            throw new UserFacingException("data-too-few", place, all);
        }
        return all - test;
    }

    static Param.OfLong validation(int byDefault, int examples) {
        return Param.whole("validation", byDefault, 1, examples - 1).in(Unit.EXAMPLES);
    }
}
