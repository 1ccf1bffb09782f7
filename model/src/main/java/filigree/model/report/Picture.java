package filigree.model.report;

import filigree.model.file.Png;
import filigree.model.sparsity.Mask;
import java.util.Base64;

/// A small picture of numbers, one pixel a number, shown at whole multiples.
///
/// @param uri the picture as a data URI
/// @param width in pixels of the page
/// @param height in pixels of the page
record Picture(String uri, int width, int height) {
    private static final int[] CIVIDIS = {
        0x00224e, 0x123570, 0x3b496c, 0x575d6d, 0x707173, 0x8a8678, 0xa59c74, 0xc3b369, 0xe1cc55,
        0xfee838
    };
    private static final int PRUNED = 0xffffff;
    private static final int ACTIVE = 0x3f4852;

    private static Picture of(int[] argb, int width, int height, int zoom) {
        byte[] png = Png.encode(argb, width, height);
        String uri = "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
        return new Picture(uri, zoom * width, zoom * height);
    }

    /// Active connections of each column of a mask, in cividis.
    ///
    /// @param side pixels of the page that the picture may be wide
    /// @param most count that is drawn brightest
    static Picture fanIn(Mask mask, ImageSize size, int most, int side) {
        int[] counts = columnCounts(mask);
        int[] argb = new int[size.width() * size.height()];
        for (int i = 0; i < argb.length; i++) {
            int count = 0;
            for (int c = 0; c < size.channels(); c++) {
                count += counts[c * argb.length + i];
            }
            argb[i] = cividis((double) count / Math.max(1, most));
        }
        return of(argb, size.width(), size.height(), Math.max(1, side / size.width()));
    }

    /// The largest number of connections of one pixel, over all channels.
    static int most(Mask mask, ImageSize size) {
        int[] counts = columnCounts(mask);
        int pixels = size.width() * size.height();
        int most = 0;
        for (int i = 0; i < pixels; i++) {
            int count = 0;
            for (int c = 0; c < size.channels(); c++) {
                count += counts[c * pixels + i];
            }
            most = Math.max(most, count);
        }
        return most;
    }

    /// A strip from the darkest colour to the brightest.
    static Picture strip() {
        int[] argb = new int[96];
        for (int i = 0; i < argb.length; i++) {
            argb[i] = cividis(i / (argb.length - 1.0));
        }
        return of(argb, argb.length, 1, 1);
    }

    /// A mask: rows are outputs, columns inputs. Where several weights share a pixel, its darkness
    /// is the square root of the share that is active, so that sparse still shows.
    ///
    /// @param side most pixels of the page in each direction
    static Picture mask(Mask mask, int side) {
        int shrink = shrink(mask, side);
        int width = Math.ceilDiv(mask.columns(), shrink);
        int height = Math.ceilDiv(mask.rows(), shrink);
        int[] active = new int[width * height];
        for (int row = 0; row < mask.rows(); row++) {
            for (int k = mask.rowStarts()[row]; k < mask.rowStarts()[row + 1]; k++) {
                active[row / shrink * width + mask.column(k) / shrink]++;
            }
        }
        int[] argb = new int[active.length];
        for (int i = 0; i < argb.length; i++) {
            int inRow = Math.min(shrink, mask.columns() - i % width * shrink);
            int inColumn = Math.min(shrink, mask.rows() - i / width * shrink);
            argb[i] = blend(Math.sqrt((double) active[i] / (inRow * inColumn)), PRUNED, ACTIVE);
        }
        int zoom = Math.clamp(side / width, 1, 4);
        return of(argb, width, height, zoom);
    }

    /// How many weights in a row share one pixel of [#mask].
    static int shrink(Mask mask, int side) {
        return Math.max(1, Math.ceilDiv(Math.max(mask.columns(), mask.rows()), side));
    }

    private static int[] columnCounts(Mask mask) {
        int[] counts = new int[mask.columns()];
        for (int k = 0; k < mask.activeCount(); k++) {
            counts[mask.column(k)]++;
        }
        return counts;
    }

    private static int cividis(double share) {
        double at = Math.clamp(share, 0, 1) * (CIVIDIS.length - 1);
        int below = Math.min((int) at, CIVIDIS.length - 2);
        return blend(at - below, CIVIDIS[below], CIVIDIS[below + 1]);
    }

    private static int blend(double share, int from, int to) {
        int argb = 0xff;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = from >> shift & 0xff;
            int b = to >> shift & 0xff;
            argb = argb << 8 | (int) Math.round(a + share * (b - a));
        }
        return argb;
    }
}
