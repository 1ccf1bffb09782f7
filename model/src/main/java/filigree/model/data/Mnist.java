package filigree.model.data;

import filigree.model.method.MethodType;
import filigree.model.method.Param;

/// MNIST: 60,000 training and 10,000 test images of handwritten digits, 28 x 28, ten classes.
///
/// @param validation training images set aside, the last ones
/// @param input how a pixel becomes an input
/// @param folder of the four files, or empty for the fetched ones
/// @param augment how training images are changed each time they are seen
public record Mnist(int validation, Normalisation.Input input, String folder, Augmentation augment)
        implements DataSource {
    static final Param.OfLong VALIDATION = SplitParams.validation(5_000, 60_000);

    public static final MethodType<Mnist> TYPE =
            MethodType.<Mnist>of(
                            "mnist", "LeCun, Bottou, Bengio and Haffner 1998, doi:10.1109/5.726791")
                    .param(VALIDATION, d -> (long) d.validation())
                    .param(SplitParams.INPUT, Mnist::input)
                    .param(SplitParams.FOLDER, Mnist::folder)
                    .param(SplitParams.AUGMENT, Mnist::augment)
                    .build(v ->
                            new Mnist(
                                    Math.toIntExact(v.get(VALIDATION)),
                                    v.get(SplitParams.INPUT),
                                    v.get(SplitParams.FOLDER),
                                    v.get(SplitParams.AUGMENT)));

    @Override
    public MethodType<Mnist> type() {
        return TYPE;
    }

    @Override
    public LoadedData load(DataFiles bundled) {
        return IdxDataset.MNIST.load(bundled, folder);
    }
}
