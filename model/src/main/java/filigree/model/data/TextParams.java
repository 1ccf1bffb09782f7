package filigree.model.data;

import filigree.model.method.Param;

/// The parameters that texts share.
final class TextParams {
    static final Param.OfLong CONTEXT = Param.whole("context", 64, 2, 64);
    static final Param.OfDouble VALIDATION_SHARE =
            Param.number("validationShare", 0.05, 0.001, 0.45);
    static final Param.OfDouble TEST_SHARE = Param.number("testShare", 0.05, 0.001, 0.45);

    private TextParams() {}
}
