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

    /// Number of items: columns that all examples together fill.
    public int items() {
        return examples() * dataset.columns();
    }

    /// Returns the class of item `item` of this part; an image is one item.
    public int label(int item) {
        return dataset.label(index(item));
    }

    /// Returns the place in [#dataset] of item `item` of this part.
    public int index(int item) {
        return from * dataset.columns() + Objects.checkIndex(item, items());
    }
}
