package filigree.model.data;

import filigree.model.method.MethodType;
import filigree.model.method.Param;

/// CIFAR-10: 50,000 training and 10,000 test photographs, 32 x 32 in colour, ten classes.
///
/// @param validation training images set aside, the last ones
/// @param input how a pixel becomes an input
/// @param folder of the binary files or the archive, or empty for the fetched archive
/// @param augment how training images are changed each time they are seen
public record Cifar10(
        int validation, Normalisation.Input input, String folder, Augmentation augment)
        implements DataSource {
    /// Name of the archive of the binary version as it is published.
    public static final String ARCHIVE = "cifar-10-binary.tar.gz";

    /// Its SHA-256.
    public static final String ARCHIVE_CHECKSUM =
            "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd";

    static final Param.OfLong VALIDATION = SplitParams.validation(5_000, 50_000);

    public static final MethodType<Cifar10> TYPE =
            MethodType.<Cifar10>of(
                            "cifar-10",
                            "Krizhevsky 2009, Learning Multiple Layers of Features from Tiny"
                                    + " Images")
                    .param(VALIDATION, d -> (long) d.validation())
                    .param(SplitParams.INPUT, Cifar10::input)
                    .param(SplitParams.FOLDER, Cifar10::folder)
                    .param(SplitParams.AUGMENT, Cifar10::augment)
                    .build(v ->
                            new Cifar10(
                                    Math.toIntExact(v.get(VALIDATION)),
                                    v.get(SplitParams.INPUT),
                                    v.get(SplitParams.FOLDER),
                                    v.get(SplitParams.AUGMENT)));

    @Override
    public MethodType<Cifar10> type() {
        return TYPE;
    }

    @Override
    public LoadedData load(DataFiles bundled) {
        return folder.isEmpty()
                ? CifarFiles.loadKnown(bundled)
                : CifarFiles.load(DataFiles.folder(folder));
    }
}
