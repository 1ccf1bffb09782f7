package filigree.views.control;

import filigree.views.theme.ColorMap;
import filigree.views.theme.DataColor;
import filigree.views.theme.DataColors;
import java.util.function.Function;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import javafx.scene.text.TextAlignment;

/// A strip of all colours of a scale between the values at its two ends.
public final class ColorScale extends Region {
    private static final double STRIP = 6;
    private static final double GAP = 8;

    private final Surface surface = new Surface(this::draw).grounded();
    private final Function<DataColors, ColorMap> map;
    private String low = "";
    private String high = "";

    private ColorScale(Function<DataColors, ColorMap> map) {
        this.map = map;
        getStyleClass().add("color-scale");
        setAccessibleRole(AccessibleRole.TEXT);
        setPrefSize(220, 16);
        setMinSize(80, 14);
        getChildren().add(surface);
    }

    /// Signed values, symmetric about 0.
    public static ColorScale signed() {
        return new ColorScale(DataColors::signed);
    }

    public static ColorScale magnitude() {
        return new ColorScale(DataColors::magnitude);
    }

    public static ColorScale of(Function<DataColors, ColorMap> map) {
        return new ColorScale(map);
    }

    /// Writes what the two ends mean.
    public void setEnds(String lowText, String highText) {
        low = lowText;
        high = highText;
        setAccessibleText(low + " – " + high);
        surface.request();
    }

    /// Writes -limit and limit.
    public void setLimit(double limit, int decimals) {
        setEnds(Digits.fixed(-limit, decimals), Digits.fixed(limit, decimals));
    }

    @Override
    protected void layoutChildren() {
        surface.resizeRelocate(0, 0, getWidth(), getHeight());
    }

    private void draw(Drawing d) {
        double size = Axes.TICK_SIZE;
        double left = Math.ceil(d.textWidth(low, size) + GAP);
        double right = Math.floor(d.width() - d.textWidth(high, size) - GAP);
        double top = Math.floor((d.height() - STRIP) / 2);
        ColorMap colors = map.apply(d.colors());
        for (double x = left; x < right; x++) {
            d.fill(colors.color((x - left) / Math.max(1, right - left - 1)), x, top, 1, STRIP);
        }
        var muted = d.color(DataColor.MUTED);
        double middle = d.height() / 2;
        d.text(muted, size, low, 0, middle, TextAlignment.LEFT);
        d.text(muted, size, high, d.width(), middle, TextAlignment.RIGHT);
    }
}
