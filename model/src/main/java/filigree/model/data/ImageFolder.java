package filigree.model.data;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.method.Param.Timing;

/// A person's own pictures (PNG): one folder a class.
///
/// If there are folders `train` and `test`, the classes are in each of them. Else the pictures are
/// put into an order that depends on their count alone, and the last `testShare` are for testing.
///
/// @param validation training images set aside, the last ones
/// @param input how a pixel becomes an input
/// @param folder that holds the folders of the classes
/// @param testShare fraction for testing; without effect if there is a folder `test`
/// @param side height and width that pictures are brought to, or 0 if all have one size
/// @param color whether the network sees colours
/// @param augment how training images are changed each time they are seen
public record ImageFolder(
        int validation,
        Normalisation.Input input,
        String folder,
        double testShare,
        int side,
        boolean color,
        Augmentation augment)
        implements DataSource {
    static final Param.OfLong VALIDATION = SplitParams.validation(20, 100_000_000);
    static final Param.OfLong SIDE = Param.whole("side", 0, 0, 1_024);
    static final Param.OfFlag COLOR = new Param.OfFlag("color", true, Timing.NEXT_RUN);

    public static final MethodType<ImageFolder> TYPE =
            MethodType.<ImageFolder>of("image-folder", "W3C 2003, PNG Specification")
                    .param(VALIDATION, d -> (long) d.validation())
                    .param(SplitParams.INPUT, ImageFolder::input)
                    .param(SplitParams.FOLDER, ImageFolder::folder)
                    .param(SplitParams.TEST_SHARE, ImageFolder::testShare)
                    .param(SIDE, d -> (long) d.side())
                    .param(COLOR, ImageFolder::color)
                    .param(SplitParams.AUGMENT, ImageFolder::augment)
                    .build(v ->
                            new ImageFolder(
                                    Math.toIntExact(v.get(VALIDATION)),
                                    v.get(SplitParams.INPUT),
                                    v.get(SplitParams.FOLDER),
                                    v.get(SplitParams.TEST_SHARE),
                                    Math.toIntExact(v.get(SIDE)),
                                    v.get(COLOR),
                                    v.get(SplitParams.AUGMENT)));

    @Override
    public MethodType<ImageFolder> type() {
        return TYPE;
    }

    @Override
    public LoadedData load(DataFiles bundled) {
        return PictureFiles.load(this);
    }
}
