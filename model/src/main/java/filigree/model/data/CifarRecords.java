package filigree.model.data;

import filigree.model.error.UserFacingException;
import java.util.List;

/// Records of CIFAR-10: one byte for the class, then 1,024 bytes each of red, green and blue, row
/// by row.
final class CifarRecords {
    private static final ImageShape SHAPE = new ImageShape(32, 32, 3);
    private static final int CLASSES = 10;

    /// Bytes of one record.
    static final int BYTES = 1 + 32 * 32 * 3;

    private final byte[] content;

    /// @param name of the file, for errors
    /// @param content of the file, not copied
    /// @throws UserFacingException unless it is whole records with classes from 0 to 9
    CifarRecords(String name, byte[] content) {
        if (content.length == 0 || content.length % BYTES != 0) {
            throw new UserFacingException(
                    "cifar-size", name, content.length, BYTES, content.length / BYTES);
        }
        for (int i = 0; i < content.length; i += BYTES) {
            int label = Byte.toUnsignedInt(content[i]);
            if (label >= CLASSES) {
                throw new UserFacingException("cifar-label", name, i / BYTES, label, CLASSES - 1);
            }
        }
        this.content = content;
    }

    int count() {
        return content.length / BYTES;
    }

    /// Joins files to one data set, in this order.
    ///
    /// @throws UserFacingException if they are more than an array can hold
    static Dataset dataset(String id, List<CifarRecords> files) {
        long examples = files.stream().mapToLong(CifarRecords::count).sum();
        int features = SHAPE.features();
        if (examples * features > Integer.MAX_VALUE - 8) {
            throw new UserFacingException("data-too-large", id, Integer.MAX_VALUE - 8);
        }
        var pixels = new byte[Math.toIntExact(examples * features)];
        var labels = new byte[Math.toIntExact(examples)];
        int n = 0;
        for (CifarRecords file : files) {
            for (int i = 0; i < file.content.length; i += BYTES, n++) {
                labels[n] = file.content[i];
                System.arraycopy(file.content, i + 1, pixels, n * features, features);
            }
        }
        return new Dataset(id, SHAPE, CLASSES, 255, pixels, labels);
    }
}
