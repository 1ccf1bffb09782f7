package filigree.model.data;

import filigree.model.error.UserFacingException;
import filigree.model.file.Checksum;
import filigree.model.file.ReadErrors;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// CIFAR-10 in its binary version: up to five training files and one test file, each as it is or
/// with `.gz`, or all of them in the archive.
///
/// Source: A. Krizhevsky, "The CIFAR-10 dataset", section "Binary version".
final class CifarFiles {
    static final String TEST = "test_batch.bin";

    private static final String ID = "cifar-10";
    private static final List<String> TRAINING =
            List.of(
                    "data_batch_1.bin",
                    "data_batch_2.bin",
                    "data_batch_3.bin",
                    "data_batch_4.bin",
                    "data_batch_5.bin");

    // 10,000 records a file as published; more are read too, up to what one array can hold
    private static final int LIMIT_BYTES = CifarRecords.BYTES * 50_000;

    private CifarFiles() {}

    /// Loads the archive that was fetched.
    ///
    /// @throws UserFacingException if it is missing, damaged or another one
    static LoadedData loadKnown(DataFiles fetched) {
        try (var archive = openArchive(fetched, ID + "/" + Cifar10.ARCHIVE)) {
            LoadedData data = fromArchive(Cifar10.ARCHIVE, archive);
            if (!data.verified()) {
                throw new UserFacingException("data-not-original", Cifar10.ARCHIVE, ID);
            }
            return data;
        } catch (NoSuchFileException | FileNotFoundException _) {
            throw new UserFacingException("data-not-here", ID);
        } catch (IOException e) {
            throw ReadErrors.of(Cifar10.ARCHIVE, e);
        }
    }

    /// Loads a person's own files: the single ones if the test file is there, else the archive.
    ///
    /// @throws UserFacingException if a file is missing or damaged, naming file and record
    static LoadedData load(Path folder) {
        DataFiles files = DataFiles.in(folder);
        if (files.has(TEST)) {
            return fromFiles(files, folder);
        }
        try (var archive = openArchive(files, Cifar10.ARCHIVE)) {
            return fromArchive(Cifar10.ARCHIVE, archive);
        } catch (NoSuchFileException | FileNotFoundException _) {
            throw missing(folder.toString());
        } catch (IOException e) {
            throw ReadErrors.of(Cifar10.ARCHIVE, e);
        }
    }

    private static DigestInputStream openArchive(DataFiles files, String path) throws IOException {
        return new DigestInputStream(files.open(path), Checksum.begin());
    }

    private static LoadedData fromFiles(DataFiles files, Path folder) {
        Map<String, byte[]> contents = new TreeMap<>();
        for (String name : names()) {
            try (InputStream raw = files.openPacked(name);
                    var in = new Unpacked(name, raw)) {
                contents.put(name, in.readAll(LIMIT_BYTES));
            } catch (NoSuchFileException | FileNotFoundException _) {
                // a part of the training files is enough: data() counts them
            } catch (IOException e) {
                throw ReadErrors.of(name, e);
            }
        }
        return data(contents, folder.toString(), false);
    }

    /// @param archive read to its end
    private static LoadedData fromArchive(String name, DigestInputStream archive)
            throws IOException {
        Map<String, byte[]> contents;
        try (var in = new Unpacked(name, archive)) {
            contents = new Tar(name, in).read(names(), LIMIT_BYTES);
            archive.transferTo(OutputStream.nullOutputStream());
        }
        return data(
                contents,
                name,
                Checksum.end(archive.getMessageDigest()).equals(Cifar10.ARCHIVE_CHECKSUM));
    }

    private static Set<String> names() {
        Set<String> names = new TreeSet<>(TRAINING);
        names.add(TEST);
        return names;
    }

    private static LoadedData data(Map<String, byte[]> contents, String place, boolean verified) {
        List<CifarRecords> training = new ArrayList<>();
        for (String name : TRAINING) {
            byte[] content = contents.get(name);
            if (content != null) {
                training.add(new CifarRecords(name, content));
            }
        }
        byte[] test = contents.get(TEST);
        if (training.isEmpty() || test == null) {
            throw missing(place);
        }
        return new LoadedData(
                CifarRecords.dataset(ID, training),
                CifarRecords.dataset(ID, List.of(new CifarRecords(TEST, test))),
                verified);
    }

    private static UserFacingException missing(String place) {
        return new UserFacingException("cifar-files-missing", place, TRAINING.getFirst(), TEST);
    }
}
