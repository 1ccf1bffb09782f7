package filigree.model.quantize;

import filigree.model.kernel.Pooling;
import filigree.model.kernel.Tiles;

/// One layer of an [IntegerNetwork]: unsigned bytes to unsigned bytes, a tile of 64 columns.
sealed interface IntegerStep permits IntegerProduct, IntegerStep.Floor, IntegerStep.MaxPool {
    int outputSize();

    /// Computes one tile.
    ///
    /// @param out as long as [#outputSize] says, overwritten
    void run(Codes in, Codes out);

    /// Unsigned bytes, feature-major: 64 columns of one feature after the other.
    final class Codes {
        final byte[] bytes;

        /// @param bytes taken over
        Codes(byte[] bytes) {
            this.bytes = bytes;
        }

        int get(int at) {
            return bytes[at] & 0xff;
        }
    }

    /// ReLU: nothing below the whole number that stands for 0.
    record Floor(int outputSize, byte zeroPoint) implements IntegerStep {
        @Override
        public void run(Codes in, Codes out) {
            int zero = zeroPoint & 0xff;
            for (int k = 0; k < out.bytes.length; k++) {
                out.bytes[k] = (byte) Math.max(zero, in.get(k));
            }
        }
    }

    /// The largest whole number of each window.
    record MaxPool(Pooling geometry) implements IntegerStep {
        @Override
        public int outputSize() {
            return geometry.outputSize();
        }

        @Override
        public void run(Codes in, Codes out) {
            int to = 0;
            for (int channel = 0; channel < geometry.channels(); channel++) {
                for (int oy = 0; oy < geometry.outHeight(); oy++) {
                    for (int ox = 0; ox < geometry.outWidth(); ox++, to += Tiles.COLUMNS) {
                        int y = channel * geometry.height() + oy * geometry.size();
                        window(in, out, y * geometry.width() + ox * geometry.size(), to);
                    }
                }
            }
        }

        private void window(Codes in, Codes out, int corner, int to) {
            for (int c = 0; c < Tiles.COLUMNS; c++) {
                int largest = 0;
                for (int dy = 0; dy < geometry.size(); dy++) {
                    for (int dx = 0; dx < geometry.size(); dx++) {
                        int feature = corner + dy * geometry.width() + dx;
                        largest = Math.max(largest, in.get(feature * Tiles.COLUMNS + c));
                    }
                }
                out.bytes[to + c] = (byte) largest;
            }
        }
    }
}
