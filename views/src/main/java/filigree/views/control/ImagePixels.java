package filigree.views.control;

import filigree.views.theme.DataColor;
import filigree.views.theme.DataColors;
import java.util.Arrays;
import javafx.scene.image.ImageView;

/// An image of few pixels, each shown as a block of whole pixels.
final class ImagePixels {
    private final PixelSheet sheet = new PixelSheet();

    ImageView view() {
        return sheet.view();
    }

    /// Returns how many pixels a block has in a place of that size, at least 1.
    static int block(double width, double height, int columns, int rows) {
        double room = Math.min(width / Math.max(1, columns), height / Math.max(1, rows));
        return Math.max(1, (int) Math.floor(room));
    }

    /// Shows `cells`, row by row; 0 is pruned.
    void draw(int columns, int rows, int block, int[] cells, DataColors colors) {
        sheet.resize(columns * block, rows * block);
        int[] out = sheet.argb();
        int pruned = colors.argb(DataColor.PRUNED);
        int w = columns * block;
        for (int r = 0; r < rows; r++) {
            int line = r * block * w;
            for (int c = 0; c < columns; c++) {
                int cell = cells[r * columns + c];
                int from = line + c * block;
                Arrays.fill(out, from, from + block, cell == 0 ? pruned : cell);
            }
            for (int copy = 1; copy < block; copy++) {
                System.arraycopy(out, line, out, line + copy * w, w);
            }
        }
        sheet.updateAll();
    }
}
