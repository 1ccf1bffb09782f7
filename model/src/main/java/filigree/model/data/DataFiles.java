package filigree.model.data;

import filigree.model.error.UserFacingException;
import filigree.model.file.ReadErrors;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Where the files of data sets come from: a folder, or what the application brings along.
@FunctionalInterface
public interface DataFiles {
    /// Opens one file. The caller closes it.
    ///
    /// @param path with `/` between folders, for example `digits/digits.csv.gz`
    /// @throws NoSuchFileException or [FileNotFoundException] if there is no such file
    InputStream open(String path) throws IOException;

    /// The files of a folder.
    static DataFiles in(Path folder) {
        return path -> Files.newInputStream(folder.resolve(path));
    }

    /// These files, and where one is missing, those of a folder.
    ///
    /// @param folder need not exist
    default DataFiles orIn(Path folder) {
        return path -> {
            try {
                return open(path);
            } catch (NoSuchFileException | FileNotFoundException _) {
                return in(folder).open(path);
            }
        };
    }

    /// Opens a file compressed by gzip, `path` with `.gz`, or, where there is none, `path` itself.
    default InputStream openPacked(String path) throws IOException {
        try {
            return open(path + ".gz");
        } catch (NoSuchFileException | FileNotFoundException _) {
            return open(path);
        }
    }

    /// Whether there is a file `path`, with `.gz` or without.
    ///
    /// @throws UserFacingException if it is there and cannot be read
    default boolean has(String path) {
        try (var _ = openPacked(path)) {
            return true;
        } catch (NoSuchFileException | FileNotFoundException _) {
            return false;
        } catch (IOException e) {
            throw ReadErrors.of(path, e);
        }
    }

    /// Returns the folder a person named.
    ///
    /// @throws UserFacingException if there is none
    static Path folder(String name) {
        try {
            return checkFolder(Path.of(name));
        } catch (InvalidPathException _) {
            throw new UserFacingException("data-folder-missing", name);
        }
    }

    /// Returns `folder` if it is one.
    ///
    /// @throws UserFacingException if it is not
    static Path checkFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UserFacingException("data-folder-missing", folder);
        }
        return folder;
    }
}
