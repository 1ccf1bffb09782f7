package filigree.model.data;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.method.Param.Timing;
import java.nio.file.Path;

/// Fashion-MNIST: 60,000 training and 10,000 test images of clothes, 28 x 28, ten classes.
///
/// @param validation training images set aside, the last ones
/// @param input how a pixel becomes an input
/// @param folder of the four files, or empty for the bundled ones
public record FashionMnist(int validation, Normalisation.Input input, String folder)
        implements DataSource {
    static final Param.OfLong VALIDATION = SplitParams.validation(5_000, 60_000);
    static final Param.OfText FOLDER = new Param.OfText("folder", "", 4_096, Timing.NEXT_RUN);

    public static final MethodType<FashionMnist> TYPE =
            MethodType.<FashionMnist>of(
                            "fashion-mnist", "Xiao, Rasul and Vollgraf 2017, arXiv:1708.07747")
                    .param(VALIDATION, d -> (long) d.validation())
                    .param(SplitParams.INPUT, FashionMnist::input)
                    .param(FOLDER, FashionMnist::folder)
                    .build(v ->
                            new FashionMnist(
                                    Math.toIntExact(v.get(VALIDATION)),
                                    v.get(SplitParams.INPUT),
                                    v.get(FOLDER)));

    @Override
    public MethodType<FashionMnist> type() {
        return TYPE;
    }

    @Override
    public LoadedData load(DataFiles bundled) {
        return folder.isEmpty()
                ? IdxDataset.FASHION_MNIST.load(bundled)
                : IdxDataset.FASHION_MNIST.load(Path.of(folder));
    }
}
