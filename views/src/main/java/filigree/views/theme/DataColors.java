package filigree.views.theme;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import javafx.scene.paint.Color;

/// The colours of one theme, immutable: what every data picture is painted with.
public final class DataColors {
    private final EnumMap<DataColor, Color> colors;
    private final EnumMap<DataColor, Integer> argbs = new EnumMap<>(DataColor.class);
    private final ColorMap signed;
    private final ColorMap magnitude = ColorMap.cividis();
    private final ColorMap bits;

    /// Takes one colour for each token; tokens left out keep their light value.
    public DataColors(Map<DataColor, Color> given) {
        colors = new EnumMap<>(DataColor.class);
        for (DataColor token : DataColor.values()) {
            Color color = given.get(token);
            colors.put(token, color == null ? Color.web(token.light()) : color);
            argbs.put(token, argb(color(token)));
        }
        signed =
                ColorMap.of(
                        color(DataColor.SIGNED_1),
                        color(DataColor.SIGNED_2),
                        color(DataColor.SIGNED_3),
                        color(DataColor.SIGNED_4),
                        color(DataColor.SIGNED_5),
                        color(DataColor.SIGNED_6),
                        color(DataColor.SIGNED_7));
        bits = ColorMap.of(color(DataColor.SIGNED_4), color(DataColor.ACCENT));
    }

    /// The light theme, as in `data-light.css` over Primer Light.
    public static DataColors light() {
        return new DataColors(Map.of());
    }

    public Color color(DataColor token) {
        return Objects.requireNonNull(colors.get(token));
    }

    public int argb(DataColor token) {
        return Objects.requireNonNull(argbs.get(token));
    }

    /// Blue below zero, grey at zero, orange above: use [ColorMap#symmetric].
    public ColorMap signed() {
        return signed;
    }

    /// Magnitudes, counts, ages, scores: 0 dark, 1 bright.
    public ColorMap magnitude() {
        return magnitude;
    }

    /// Few to many bits a weight: grey to accent.
    public ColorMap bits() {
        return bits;
    }

    /// Returns `color` without its opacity as 0xAARRGGBB.
    public static int argb(Color color) {
        int r = (int) Math.round(color.getRed() * 255);
        int g = (int) Math.round(color.getGreen() * 255);
        int b = (int) Math.round(color.getBlue() * 255);
        return opaque(r, g, b);
    }

    /// Returns 0xffRRGGBB of three parts, each 0 to 255.
    public static int opaque(int red, int green, int blue) {
        return 0xff000000 | (red << 16) | (green << 8) | blue;
    }

    public static Color color(int argb) {
        return Color.rgb((argb >> 16) & 0xff, (argb >> 8) & 0xff, argb & 0xff);
    }

    /// Returns the opaque colour `weight` of the way from `from` to `to`.
    public static int mix(int from, int to, double weight) {
        int w = (int) (weight * 256 + 0.5);
        int r = blend((from >> 16) & 0xff, (to >> 16) & 0xff, w);
        int g = blend((from >> 8) & 0xff, (to >> 8) & 0xff, w);
        int b = blend(from & 0xff, to & 0xff, w);
        return opaque(r, g, b);
    }

    private static int blend(int from, int to, int w) {
        return from + (((to - from) * w) >> 8);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof DataColors other && colors.equals(other.colors);
    }

    @Override
    public int hashCode() {
        return colors.hashCode();
    }
}
