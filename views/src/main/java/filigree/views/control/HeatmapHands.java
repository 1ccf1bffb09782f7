package filigree.views.control;

import javafx.scene.Cursor;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/// What mouse and keys do to a heatmap: wheel zooms at the pointer, drag pans, F fits, arrows move
/// the selected weight, a click selects.
final class HeatmapHands {
    private static final double WHEEL_NOTCH = 24;
    private static final double CLICK_SLACK = 4;
    private static final int FAST = 10;

    private final Heatmap map;
    private double wheel;
    private double pressX;
    private double pressY;
    private Viewport pressed;
    private boolean dragging;

    HeatmapHands(Heatmap map) {
        this.map = map;
        pressed = map.viewport();
    }

    void listen() {
        map.addEventHandler(ScrollEvent.SCROLL, this::scroll);
        map.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        map.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        map.addEventHandler(MouseEvent.MOUSE_RELEASED, this::release);
        map.addEventHandler(MouseEvent.MOUSE_MOVED, e -> map.hoverAt(e.getX(), e.getY()));
        map.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> map.hoverAt(-1, -1));
        map.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    private void scroll(ScrollEvent e) {
        wheel += e.getDeltaY();
        if (Math.abs(wheel) >= WHEEL_NOTCH) {
            int direction = wheel > 0 ? 1 : -1;
            wheel = 0;
            map.zoomBy(direction, e.getX(), e.getY());
        }
        e.consume();
    }

    private void press(MouseEvent e) {
        map.requestFocus();
        pressX = e.getX();
        pressY = e.getY();
        pressed = map.viewport();
        dragging = false;
        e.consume();
    }

    private void drag(MouseEvent e) {
        double dx = e.getX() - pressX;
        double dy = e.getY() - pressY;
        dragging |= Math.hypot(dx, dy) > CLICK_SLACK;
        if (dragging) {
            map.setCursor(Cursor.CLOSED_HAND);
            map.look(pressed.panned((int) Math.round(dx), (int) Math.round(dy)));
        }
        e.consume();
    }

    private void release(MouseEvent e) {
        if (!dragging && e.getButton() == MouseButton.PRIMARY) {
            map.cellAt(e.getX(), e.getY()).ifPresent(map::select);
        }
        dragging = false;
        map.setCursor(Cursor.DEFAULT);
        e.consume();
    }

    private void key(KeyEvent e) {
        int step = e.isShiftDown() ? FAST : 1;
        double x = map.getWidth() / 2;
        double y = map.getHeight() / 2;
        boolean known = true;
        switch (e.getCode()) {
            case F -> map.fit();
            case PLUS, EQUALS, ADD -> map.zoomBy(1, x, y);
            case MINUS, SUBTRACT -> map.zoomBy(-1, x, y);
            case UP -> map.moveSelection(-step, 0);
            case DOWN -> map.moveSelection(step, 0);
            case LEFT -> map.moveSelection(0, -step);
            case RIGHT -> map.moveSelection(0, step);
            case ESCAPE -> map.clearSelection();
            default -> known = false;
        }
        if (known) {
            e.consume();
        }
    }
}
