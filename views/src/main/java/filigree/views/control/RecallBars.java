package filigree.views.control;

import filigree.views.theme.DataColor;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;

/// One thin bar for each class, from 0 to 1.
public final class RecallBars extends Region {
    private final Surface surface = new Surface(this::draw).grounded();
    private double[] shares = {};

    public RecallBars() {
        getStyleClass().add("recall-bars");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setPrefSize(50, 48);
        setMinSize(20, 16);
        getChildren().add(surface);
    }

    /// Shows shares in 0..1, copied.
    public void setShares(double... now) {
        if (java.util.Arrays.equals(shares, now)) {
            return;
        }
        shares = now.clone();
        surface.request();
    }

    @Override
    protected void layoutChildren() {
        surface.resizeRelocate(0, 0, getWidth(), getHeight());
    }

    private void draw(Drawing d) {
        int n = shares.length;
        if (n == 0) {
            return;
        }
        double pitch = Math.max(1, Math.floor(d.width() / n));
        double thick = pitch >= 3 ? pitch - 1 : pitch;
        double left = Math.floor((d.width() - pitch * n) / 2);
        for (int i = 0; i < n; i++) {
            double h = Math.rint(Math.clamp(shares[i], 0.0, 1.0) * (d.height() - 1));
            d.fill(DataColor.MARGIN, left + i * pitch, d.height() - 1 - h, thick, h);
        }
        d.horizontal(d.color(DataColor.BORDER), left, left + pitch * n - 1, d.height() - 1);
    }
}
