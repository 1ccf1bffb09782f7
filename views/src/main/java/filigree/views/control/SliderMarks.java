package filigree.views.control;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Slider;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;

/// The tick under the track at the default, and the stops as dots on it.
///
/// Lies over the slider and lets the mouse through. The ends of the scale are half a thumb inside.
final class SliderMarks extends Pane {
    private static final double THUMB = 14;
    private static final double TRACK_CENTRE = 8;

    private final Slider slider;
    private final Region tick = new Region();
    private final double home;
    private final List<Circle> dots = new ArrayList<>();

    SliderMarks(Slider slider, SliderScale scale, SliderSpec spec) {
        this.slider = slider;
        this.home = scale.position(spec.initial());
        getStyleClass().add("slider-marks");
        setMouseTransparent(true);
        tick.getStyleClass().add("default-tick");
        tick.setManaged(false);
        getChildren().add(tick);
        for (int i = 0; i < spec.stops().size(); i++) {
            Circle dot = new Circle(1.25);
            dot.setManaged(false);
            dots.add(dot);
        }
        getChildren().addAll(dots);
        slider.valueProperty().subscribe(this::requestLayout);
    }

    @Override
    protected void layoutChildren() {
        double thumb = x(slider.getValue());
        tick.resizeRelocate(Math.floor(x(home)), TRACK_CENTRE + 7, 1, 4);
        for (int i = 0; i < dots.size(); i++) {
            Circle dot = dots.get(i);
            dot.setCenterX(x(i));
            dot.setCenterY(TRACK_CENTRE);
            dot.setVisible(Math.abs(x(i) - thumb) > THUMB / 2);
            dot.getStyleClass().setAll(x(i) < thumb ? "stop-on" : "stop-off");
        }
    }

    private double x(double position) {
        double share = (position - slider.getMin()) / (slider.getMax() - slider.getMin());
        return THUMB / 2 + share * (getWidth() - THUMB);
    }
}
