package filigree.views.control;

import filigree.views.theme.DataColor;
import filigree.views.theme.DataColors;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import javafx.scene.text.TextAlignment;

/// How active weights are spread from -limit to limit, in the colours of the signed scale.
public final class Histogram extends Region {
    private static final double LABELS = 18;

    private final Surface surface = new Surface(this::draw).grounded();
    private int[] counts = {};
    private double limit = 1;
    private int decimals = 2;

    public Histogram() {
        getStyleClass().add("histogram");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setPrefSize(240, 72);
        setMinSize(40, 40);
        getChildren().add(surface);
    }

    /// Shows counts of equal bins from -limit to limit, copied; the outer ones hold what lies
    /// beyond.
    public void setCounts(double limit, int... bins) {
        this.limit = limit;
        decimals = limit >= 10 ? 0 : limit >= 0.1 ? 2 : 3;
        counts = bins.clone();
        surface.request();
    }

    @Override
    protected void layoutChildren() {
        surface.resizeRelocate(0, 0, getWidth(), getHeight());
    }

    private void draw(Drawing d) {
        double bottom = d.height() - LABELS * d.scale();
        int most = 1;
        for (int count : counts) {
            most = Math.max(most, count);
        }
        int n = counts.length;
        double pitch = Math.max(2, Math.floor(d.width() / Math.max(1, n)));
        double gap = pitch >= 4 ? 1 : 0;
        double left = Math.floor((d.width() - pitch * n + gap) / 2);
        for (int i = 0; i < n; i++) {
            double h = Math.rint((bottom - 1) * counts[i] / most);
            double at = (i + 0.5) / n;
            int argb = d.colors().signed().argb(at);
            d.fill(
                    DataColors.color(argb),
                    left + i * pitch,
                    bottom - Math.max(counts[i] > 0 ? 1 : 0, h),
                    pitch - gap,
                    Math.max(counts[i] > 0 ? 1 : 0, h));
        }
        d.horizontal(d.color(DataColor.BORDER), 0, d.width(), bottom);
        double y = bottom + LABELS * d.scale() / 2 + 1;
        var muted = d.color(DataColor.MUTED);
        String end = Digits.fixed(limit, decimals);
        d.text(muted, Axes.TICK_SIZE, Digits.fixed(-limit, decimals), 0, y, TextAlignment.LEFT);
        d.text(muted, Axes.TICK_SIZE, "0", d.width() / 2, y, TextAlignment.CENTER);
        d.text(muted, Axes.TICK_SIZE, end, d.width(), y, TextAlignment.RIGHT);
    }
}
