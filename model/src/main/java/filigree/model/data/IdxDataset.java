package filigree.model.data;

import filigree.model.error.Problem;
import filigree.model.error.UserFacingException;
import filigree.model.file.Checksum;
import filigree.model.file.ReadErrors;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.List;

/// A data set in the four files of MNIST, each as it is or with `.gz`.
///
/// @param id of the data set and name of its folder among the bundled ones
/// @param checksums SHA-256 of the four unpacked files in the order of [#FILES]; archives differ
///   between mirrors, their content does not. Empty where only the archives are known
/// @param archives SHA-256 of the four files compressed by gzip as their makers publish them; empty
///   where `checksums` are known
public record IdxDataset(String id, List<String> checksums, List<String> archives) {
    /// Names of the files: training images and labels, test images and labels.
    public static final List<String> FILES =
            List.of(
                    "train-images-idx3-ubyte",
                    "train-labels-idx1-ubyte",
                    "t10k-images-idx3-ubyte",
                    "t10k-labels-idx1-ubyte");

    /// Clothes, 28 x 28: H. Xiao, K. Rasul, R. Vollgraf 2017, arXiv:1708.07747.
    public static final IdxDataset FASHION_MNIST =
            new IdxDataset(
                    "fashion-mnist",
                    List.of(
                            "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
                            "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
                            "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
                            "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
                    List.of());

    /// Handwritten digits, 28 x 28: Y. LeCun, C. Cortes, C. J. C. Burges 1998.
    public static final IdxDataset MNIST =
            new IdxDataset(
                    "mnist",
                    List.of(
                            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
                            "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
                            "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
                            "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
                    List.of());

    /// Cursive hiragana, 28 x 28: T. Clanuwat et al. 2018, arXiv:1812.01718.
    public static final IdxDataset KMNIST =
            new IdxDataset(
                    "kmnist",
                    List.of(),
                    List.of(
                            "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4",
                            "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17",
                            "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5",
                            "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c"));

    private static final int CLASSES = 10;
    private static final int MAXIMUM = 255;

    public IdxDataset {
        checksums = List.copyOf(checksums);
        archives = List.copyOf(archives);
        int known = checksums.isEmpty() ? archives.size() : checksums.size();
        if (known != FILES.size()) {
            throw new IllegalArgumentException(known + " checksums");
        }
    }

    /// Loads a person's own files, or, where no folder is named, the known ones.
    ///
    /// @param folder a folder's name, or empty
    /// @throws UserFacingException as [#load(Path)] and [#load(DataFiles)]
    LoadedData load(DataFiles bundled, String folder) {
        return folder.isEmpty() ? load(bundled) : load(DataFiles.folder(folder));
    }

    /// Loads what the application brings along or has fetched, in the folder [#id].
    ///
    /// @throws UserFacingException if a file is not exactly the known one
    public LoadedData load(DataFiles bundled) {
        if (!bundled.has(id + "/" + FILES.getFirst())) {
            throw new UserFacingException("data-not-here", id);
        }
        return load(path -> bundled.open(id + "/" + path), id, true);
    }

    /// Loads a person's own files. Any four that fit together are accepted; whether they are the
    /// known ones stands in [LoadedData#verified].
    ///
    /// @throws UserFacingException if a file is missing or damaged, or they do not fit together
    public LoadedData load(Path folder) {
        DataFiles.checkFolder(folder);
        return load(DataFiles.in(folder), folder.toString(), false);
    }

    private LoadedData load(DataFiles files, String place, boolean exact) {
        var trainingImages = read(files, place, 0, exact);
        var trainingLabels = read(files, place, 1, exact);
        var testImages = read(files, place, 2, exact);
        var testLabels = read(files, place, 3, exact);
        for (int i = 1; i <= 2; i++) {
            if (trainingImages.dimension(i) != testImages.dimension(i)) {
                throw new UserFacingException(
                        "idx-sizes-differ",
                        FILES.get(0),
                        size(trainingImages),
                        FILES.get(2),
                        size(testImages));
            }
        }
        return new LoadedData(
                dataset(trainingImages, trainingLabels, 0),
                dataset(testImages, testLabels, 2),
                isKnown(trainingImages, 0)
                        && isKnown(trainingLabels, 1)
                        && isKnown(testImages, 2)
                        && isKnown(testLabels, 3));
    }

    private boolean isKnown(IdxArray array, int file) {
        return array.checksum().equals(expected(file));
    }

    private String expected(int file) {
        return (checksums.isEmpty() ? archives : checksums).get(file);
    }

    private IdxArray read(DataFiles files, String place, int file, boolean exact) {
        int rank = file % 2 == 0 ? 3 : 1;
        long limit = Runtime.getRuntime().maxMemory() / 2;
        String name = FILES.get(file);
        InputStream raw = open(files, place, name);
        IdxArray array;
        if (checksums.isEmpty()) {
            var archive = new DigestInputStream(raw, Checksum.begin());
            array =
                    IdxReader.read(name, archive, rank, limit)
                            .withChecksum(Checksum.end(archive.getMessageDigest()));
        } else {
            array = IdxReader.read(name, raw, rank, limit);
        }
        if (exact && !isKnown(array, file)) {
            throw new UserFacingException(
                    "data-checksum", name, place, expected(file), array.checksum());
        }
        return array;
    }

    private static InputStream open(DataFiles files, String place, String name) {
        try {
            return files.openPacked(name);
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw new UserFacingException(
                    List.of(Problem.of("idx-file-missing", name, place, String.join(", ", FILES))),
                    e);
        } catch (IOException e) {
            throw ReadErrors.of(name, e);
        }
    }

    private Dataset dataset(IdxArray images, IdxArray labels, int imagesFile) {
        String labelsFile = FILES.get(imagesFile + 1);
        if (images.dimension(0) != labels.dimension(0)) {
            throw new UserFacingException(
                    "idx-counts-differ",
                    FILES.get(imagesFile),
                    images.dimension(0),
                    labelsFile,
                    labels.dimension(0));
        }
        byte[] values = labels.values();
        for (int i = 0; i < values.length; i++) {
            int label = Byte.toUnsignedInt(values[i]);
            if (label >= CLASSES) {
                throw new UserFacingException("idx-label", labelsFile, i, label, CLASSES - 1);
            }
        }
        var shape = new ImageShape(images.dimension(1), images.dimension(2), 1);
        return new Dataset(id, shape, CLASSES, MAXIMUM, images.values(), values);
    }

    private static String size(IdxArray images) {
        return images.dimension(1) + " x " + images.dimension(2);
    }
}
