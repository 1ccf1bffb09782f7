package filigree.model.data.download;

import filigree.model.data.Cifar10;
import filigree.model.data.IdxDataset;
import filigree.model.data.TinyShakespeare;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A data set that its makers publish.
///
/// Sizes and checksums are those that TensorFlow Datasets and torchvision pin. Some makers offer
/// plain http only; the checksum is what makes that safe.
///
/// @param id of the data method, and name of the folder it is brought to
/// @param files all it needs
public record RemoteData(String id, List<RemoteFile> files) {
    private static final List<RemoteData> ALL =
            List.of(
                    new RemoteData("mnist", mnist()),
                    new RemoteData("kmnist", kmnist()),
                    new RemoteData("cifar-10", List.of(cifar10())),
                    new RemoteData("tinyshakespeare", List.of(tinyShakespeare())));

    public RemoteData {
        files = List.copyOf(files);
    }

    /// Every data set that can be fetched.
    public static List<RemoteData> all() {
        return ALL;
    }

    public static Optional<RemoteData> find(String id) {
        return ALL.stream().filter(d -> d.id().equals(id)).findFirst();
    }

    /// Bytes of all files.
    public long bytes() {
        return files.stream().mapToLong(RemoteFile::bytes).sum();
    }

    /// Returns the same files, looked for below `base` first.
    ///
    /// @param base address of a folder, for example that of a school's own server
    public RemoteData withMirror(URI base) {
        String folder = base.toString().endsWith("/") ? base.toString() : base + "/";
        return new RemoteData(
                id,
                files.stream()
                        .map(f ->
                                new RemoteFile(
                                        f.name(),
                                        f.bytes(),
                                        f.checksum(),
                                        Stream.concat(
                                                        Stream.of(URI.create(folder + f.name())),
                                                        f.mirrors().stream())
                                                .toList()))
                        .toList());
    }

    /// Whether every file lies in a folder with the size it should have; its content is checked
    /// when it is fetched and when it is read.
    ///
    /// @param folder of this data set, which need not exist
    public boolean isIn(Path folder) {
        for (RemoteFile file : files) {
            try {
                if (Files.size(folder.resolve(file.name())) != file.bytes()) {
                    return false;
                }
            } catch (IOException _) {
                return false; // missing, or not to be read: fetching says which
            }
        }
        return true;
    }

    private static List<RemoteFile> mnist() {
        return idx(
                List.of(
                        "https://storage.googleapis.com/cvdf-datasets/mnist/",
                        "https://ossci-datasets.s3.amazonaws.com/mnist/"),
                List.of(9_912_422L, 28_881L, 1_648_877L, 4_542L),
                List.of(
                        "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
                        "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
                        "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
                        "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"));
    }

    private static List<RemoteFile> kmnist() {
        return idx(
                List.of("http://codh.rois.ac.jp/kmnist/dataset/kmnist/"),
                List.of(18_165_135L, 29_497L, 3_041_136L, 5_120L),
                IdxDataset.KMNIST.archives());
    }

    private static List<RemoteFile> idx(
            List<String> mirrors, List<Long> bytes, List<String> checksums) {
        List<RemoteFile> files = new ArrayList<>();
        for (int i = 0; i < IdxDataset.FILES.size(); i++) {
            String name = IdxDataset.FILES.get(i) + ".gz";
            files.add(
                    new RemoteFile(
                            name,
                            bytes.get(i),
                            checksums.get(i),
                            mirrors.stream().map(m -> URI.create(m + name)).toList()));
        }
        return files;
    }

    private static RemoteFile tinyShakespeare() {
        return new RemoteFile(
                TinyShakespeare.NAME,
                TinyShakespeare.BYTES,
                TinyShakespeare.CHECKSUM,
                List.of(
                        URI.create(
                                "https://raw.githubusercontent.com/karpathy/char-rnn/master/data/"
                                        + "tinyshakespeare/"
                                        + TinyShakespeare.NAME)));
    }

    private static RemoteFile cifar10() {
        return new RemoteFile(
                Cifar10.ARCHIVE,
                170_052_171,
                Cifar10.ARCHIVE_CHECKSUM,
                List.of(URI.create("https://www.cs.toronto.edu/~kriz/" + Cifar10.ARCHIVE)));
    }
}
