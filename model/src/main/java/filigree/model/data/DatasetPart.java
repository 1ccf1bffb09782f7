package filigree.model.data;

import java.util.Objects;

/// A range of the images of a data set, numbered from 0.
///
/// @param dataset that holds the images
/// @param from index of the first image in `dataset`
/// @param to index after the last
public record DatasetPart(Dataset dataset, int from, int to) {
    public DatasetPart {
        Objects.checkFromToIndex(from, to, dataset.examples());
    }

    /// The whole of a data set.
    public static DatasetPart all(Dataset dataset) {
        return new DatasetPart(dataset, 0, dataset.examples());
    }

    /// Number of images.
    public int examples() {
        return to - from;
    }

    /// Returns the class of image `example` of this part.
    public int label(int example) {
        return dataset.label(index(example));
    }

    /// Returns the index in [#dataset] of image `example` of this part.
    public int index(int example) {
        return from + Objects.checkIndex(example, examples());
    }
}
