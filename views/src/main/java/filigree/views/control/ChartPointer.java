package filigree.views.control;

import java.util.function.DoubleToLongFunction;
import java.util.function.LongFunction;
import javafx.scene.Node;
import javafx.scene.input.MouseEvent;

/// Moves the shared step cursor with the pointer over one plot, with its tooltip; a click pins.
final class ChartPointer {
    private final StepCursor cursor;
    private final HoverCard card;
    private final DoubleToLongFunction stepAt;
    private final LongFunction<String> words;

    /// Listens to `node`.
    ///
    /// @param stepAt the step at an x of the node, or [StepCursor#NONE]
    /// @param words what the tooltip says of a step
    ChartPointer(
            Node node, StepCursor cursor, DoubleToLongFunction stepAt, LongFunction<String> words) {
        this.cursor = cursor;
        this.card = new HoverCard(node);
        this.stepAt = stepAt;
        this.words = words;
        node.addEventHandler(MouseEvent.MOUSE_MOVED, this::move);
        node.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> leave());
        node.addEventHandler(MouseEvent.MOUSE_CLICKED, this::click);
    }

    private void move(MouseEvent e) {
        cursor.point(stepAt.applyAsLong(e.getX()));
        if (cursor.isMarked()) {
            card.show(words.apply(cursor.step()), e.getScreenX(), e.getScreenY());
        } else {
            card.hide();
        }
    }

    private void leave() {
        cursor.point(StepCursor.NONE);
        card.hide();
    }

    private void click(MouseEvent e) {
        if (e.isStillSincePress()) {
            cursor.toggle(stepAt.applyAsLong(e.getX()));
        }
    }
}
