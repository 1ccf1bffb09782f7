package filigree.model.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the files of data sets come from: a folder, or what the application brings along.
@FunctionalInterface
public interface DataFiles {
    /// Opens one file. The caller closes it.
    ///
    /// @param path with `/` between folders, for example `digits/digits.csv.gz`
    /// @throws java.nio.file.NoSuchFileException or [java.io.FileNotFoundException] if there is no
    ///   such file
    InputStream open(String path) throws IOException;

    /// The files of a folder.
    static DataFiles in(Path folder) {
        return path -> Files.newInputStream(folder.resolve(path));
    }
}
