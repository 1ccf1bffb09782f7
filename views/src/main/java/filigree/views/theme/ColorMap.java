package filigree.views.theme;

import javafx.scene.paint.Color;

/// A way from a number in 0..1 to a colour, in 256 steps: cheap enough for every pixel.
public final class ColorMap {
    private static final int SIZE = 256;

    private final int[] argb = new int[SIZE];

    private ColorMap(Color... stops) {
        for (int i = 0; i < SIZE; i++) {
            double at = (double) i / (SIZE - 1) * (stops.length - 1);
            int k = Math.min((int) at, stops.length - 2);
            argb[i] = DataColors.argb(stops[k].interpolate(stops[k + 1], at - k));
        }
    }

    /// Returns the map through `stops`, evenly spaced.
    ///
    /// @throws IllegalArgumentException with fewer than two stops
    public static ColorMap of(Color... stops) {
        if (stops.length < 2) {
            throw new IllegalArgumentException("a colour map of " + stops.length + " stops");
        }
        return new ColorMap(stops);
    }

    /// Cividis: dark blue to yellow, rising evenly in lightness, safe for the colour-blind.
    public static ColorMap cividis() {
        return parse(
                "#00224e #123570 #3b496c #575d6d #707173 #8a8678 #a59c74 #c3b369 #e1cc55 #fee838");
    }

    /// Viridis: for the second of two magnitudes that stand side by side.
    public static ColorMap viridis() {
        return parse(
                "#440154 #482878 #3e4989 #31688e #26828e #1f9e89 #35b779 #6ece58 #b5de2b #fde725");
    }

    private static ColorMap parse(String hexes) {
        return new ColorMap(hexes.transform(ColorMap::colors));
    }

    private static Color[] colors(String hexes) {
        return java.util.regex.Pattern.compile(" ")
                .splitAsStream(hexes)
                .map(Color::web)
                .toArray(Color[]::new);
    }

    /// Returns the opaque colour at `at`; outside 0..1 the nearer end, for NaN the low end.
    public int argb(double at) {
        int i = (int) (at * (SIZE - 1) + 0.5);
        return argb[Math.clamp(i, 0, SIZE - 1)];
    }

    /// Returns the colour of `value` on a scale from -limit to limit, 0 in the middle.
    public int symmetric(double value, double limit) {
        return argb(0.5 + 0.5 * value / limit);
    }

    public Color color(double at) {
        return DataColors.color(argb(at));
    }
}
