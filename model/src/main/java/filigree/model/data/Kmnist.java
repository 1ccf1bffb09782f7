package filigree.model.data;

import filigree.model.method.MethodType;
import filigree.model.method.Param;

/// Kuzushiji-MNIST: 60,000 training and 10,000 test images of cursive hiragana, 28 x 28, ten
/// classes.
///
/// @param validation training images set aside, the last ones
/// @param input how a pixel becomes an input
/// @param folder of the four files, or empty for the fetched ones
/// @param augment how training images are changed each time they are seen
public record Kmnist(int validation, Normalisation.Input input, String folder, Augmentation augment)
        implements DataSource {
    static final Param.OfLong VALIDATION = SplitParams.validation(5_000, 60_000);

    public static final MethodType<Kmnist> TYPE =
            MethodType.<Kmnist>of("kmnist", "Clanuwat et al. 2018, arXiv:1812.01718")
                    .param(VALIDATION, d -> (long) d.validation())
                    .param(SplitParams.INPUT, Kmnist::input)
                    .param(SplitParams.FOLDER, Kmnist::folder)
                    .param(SplitParams.AUGMENT, Kmnist::augment)
                    .build(v ->
                            new Kmnist(
                                    Math.toIntExact(v.get(VALIDATION)),
                                    v.get(SplitParams.INPUT),
                                    v.get(SplitParams.FOLDER),
                                    v.get(SplitParams.AUGMENT)));

    @Override
    public MethodType<Kmnist> type() {
        return TYPE;
    }

    @Override
    public LoadedData load(DataFiles bundled) {
        return IdxDataset.KMNIST.load(bundled, folder);
    }
}
