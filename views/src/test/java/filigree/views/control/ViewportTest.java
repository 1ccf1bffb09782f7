package filigree.views.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ViewportTest {
    @Test
    void fitsWithTheLargestWholeZoom() {
        assertEquals(1, Viewport.fit(300, 784, 784, 300).zoom());
        assertEquals(1, Viewport.fit(300, 784, 1500, 580).zoom());
        assertEquals(2, Viewport.fit(300, 784, 1600, 600).zoom());
        assertEquals(0.5, Viewport.fit(1000, 784, 784, 500).zoom());
        assertEquals(12, Viewport.fit(10, 10, 4000, 4000).zoom());
    }

    @Test
    void standsInTheMiddleWhenSmall() {
        Viewport view = Viewport.fit(10, 100, 640, 200);
        assertEquals(6, view.zoom());
        assertEquals(20, view.x(0));
        assertEquals(70, view.y(0));
        assertEquals(0, view.column(20));
        assertEquals(-1, view.column(19));
    }

    @Test
    void goesThroughTheStepsAndNotUnderTheFit() {
        Viewport view = Viewport.fit(1000, 784, 784, 300);
        assertEquals(0.3, view.zoom(), 1e-9);
        double[] steps = {0.5, 1, 2, 3, 4, 6, 8, 10, 12, 12};
        for (double step : steps) {
            view = view.zoomedAt(100, 100, view.nextZoom(1));
            assertEquals(step, view.zoom());
        }
        for (int i = 0; i < 20; i++) {
            view = view.zoomedAt(100, 100, view.nextZoom(-1));
        }
        assertEquals(0.3, view.zoom(), 1e-9);
        assertTrue(view.showsAll());
    }

    @Test
    void everyVisiblePixelKnowsItsCell() {
        var random = new SplittableRandom(2);
        for (int trial = 0; trial < 300; trial++) {
            Viewport view =
                    Viewport.fit(40 + random.nextInt(300), 40 + random.nextInt(700), 400, 200);
            for (int k = random.nextInt(5); k > 0; k--) {
                view = view.zoomedAt(random.nextInt(400), random.nextInt(200), view.nextZoom(1));
            }
            if (view.zoom() >= 1) {
                for (int x = view.visibleX(); x < view.visibleX() + view.visibleWidth(); x++) {
                    int column = view.column(x);
                    assertTrue(view.x(column) <= x && x < view.x(column + 1), view + " at " + x);
                }
            }
        }
    }
}
