package filigree.samples;

import filigree.model.data.DataFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/// The data sets inside the application: `fashion-mnist`, `digits` and `kjv`.
public final class BundledData implements DataFiles {
    @Override
    public InputStream open(String path) throws IOException {
        InputStream in = BundledData.class.getResourceAsStream("data/" + path);
        if (in == null) {
            throw new FileNotFoundException(path);
        }
        return in;
    }
}
