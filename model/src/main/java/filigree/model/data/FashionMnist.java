package filigree.model.data;

import filigree.model.method.MethodType;
import filigree.model.method.Param;

/// Fashion-MNIST: 60,000 training and 10,000 test images of clothes, 28 x 28, ten classes.
///
/// @param validation training images set aside, the last ones
/// @param input how a pixel becomes an input
/// @param folder of the four files, or empty for the bundled ones
/// @param augment how training images are changed each time they are seen
public record FashionMnist(
        int validation, Normalisation.Input input, String folder, Augmentation augment)
        implements DataSource {
    static final Param.OfLong VALIDATION = SplitParams.validation(5_000, 60_000);

    public static final MethodType<FashionMnist> TYPE =
            MethodType.<FashionMnist>of(
                            "fashion-mnist", "Xiao, Rasul and Vollgraf 2017, arXiv:1708.07747")
                    .param(VALIDATION, d -> (long) d.validation())
                    .param(SplitParams.INPUT, FashionMnist::input)
                    .param(SplitParams.FOLDER, FashionMnist::folder)
                    .param(SplitParams.AUGMENT, FashionMnist::augment)
                    .build(v ->
                            new FashionMnist(
                                    Math.toIntExact(v.get(VALIDATION)),
                                    v.get(SplitParams.INPUT),
                                    v.get(SplitParams.FOLDER),
                                    v.get(SplitParams.AUGMENT)));

    @Override
    public MethodType<FashionMnist> type() {
        return TYPE;
    }

    @Override
    public LoadedData load(DataFiles bundled) {
        return IdxDataset.FASHION_MNIST.load(bundled, folder);
    }
}
