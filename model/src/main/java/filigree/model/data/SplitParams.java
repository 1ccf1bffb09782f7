package filigree.model.data;

import filigree.model.method.Param;
import filigree.model.method.Param.Timing;
import filigree.model.method.Param.Unit;

/// The parameters that data sets share.
final class SplitParams {
    static final Param.OfChoice<Normalisation.Input> INPUT =
            new Param.OfChoice<>("input", Normalisation.Input.STANDARDIZED, Timing.NEXT_RUN);

    static final Param.OfText FOLDER = new Param.OfText("folder", "", 4_096, Timing.NEXT_RUN);

    private SplitParams() {}

    static Param.OfLong validation(int byDefault, int examples) {
        return Param.whole("validation", byDefault, 1, examples - 1).in(Unit.EXAMPLES);
    }
}
