package filigree.views.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.recipe.Recipe;
import filigree.model.train.Command;
import filigree.model.train.TrainingEvent;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeHistoryTest {
    private static final long SECOND = 1_000_000_000;
    private static final Recipe RECIPE = SmallRun.recipe(50);

    private final ChangeHistory history = new ChangeHistory();

    private static TrainingEvent.Changed event(String path, Object before, Object after) {
        return event(new Command.Change(path, after), before);
    }

    private static TrainingEvent.Changed event(Command.Change change, Object before) {
        return new TrainingEvent.Changed(0, change, before, RECIPE);
    }

    @Test
    void aDragIsUndoneInOne() {
        history.note(event("a", 1, 2), 0);
        history.note(event("a", 2, 3), SECOND / 2);
        history.note(event("a", 3, 4), SECOND);
        assertEquals(Optional.of(new Command.Change("a", 1)), history.undo());
        assertEquals(Optional.empty(), history.undo());
    }

    @Test
    void aPauseOrAnotherValueBeginsAnotherGesture() {
        history.note(event("a", 1, 2), 0);
        history.note(event("a", 2, 3), 2 * SECOND);
        history.note(event("b", 7, 8), 2 * SECOND + 1);
        assertEquals(Optional.of(new Command.Change("b", 7)), history.undo());
        assertEquals(Optional.of(new Command.Change("a", 2)), history.undo());
        assertEquals(Optional.of(new Command.Change("a", 1)), history.undo());
    }

    @Test
    void undoneIsRedoneUntilSomethingNewIsDone() {
        history.note(event("a", 1, 2), 0);
        var undo = history.undo().orElseThrow();
        history.note(event(undo, 2), 1);
        assertFalse(history.canUndoProperty().get());
        assertTrue(history.canRedoProperty().get());
        var redo = history.redo().orElseThrow();
        assertEquals(new Command.Change("a", 2), redo);
        history.note(event(redo, 1), 2);
        assertTrue(history.canUndoProperty().get());
        history.note(event(history.undo().orElseThrow(), 2), 3);
        history.note(event("b", 5, 6), 4);
        assertFalse(history.canRedoProperty().get());
    }

    @Test
    void aChangeUnderWayWhileUndoingIsStillRemembered() {
        history.note(event("a", 1, 2), 0);
        var undo = history.undo().orElseThrow();
        history.note(event("b", 5, 6), 1); // was handed over before
        history.note(event(undo, 2), 2);
        assertEquals(Optional.of(new Command.Change("b", 5)), history.undo());
    }

    @Test
    void anUndoThatNeverCameBackSwallowsNothing() {
        history.note(event("a", 1, 2), 0);
        assertTrue(history.undo().isPresent()); // refused, or too late
        history.note(event("b", 5, 6), 2 * SECOND);
        assertEquals(Optional.of(new Command.Change("b", 5)), history.undo());
    }

    @Test
    void afterAnUndoTheNextDragIsAGestureOfItsOwn() {
        history.note(event("a", 1, 2), 0);
        history.note(event("a", 2, 3), 2 * SECOND);
        history.note(event(history.undo().orElseThrow(), 3), 2 * SECOND + 1);
        history.note(event("a", 2, 9), 2 * SECOND + 2);
        assertEquals(Optional.of(new Command.Change("a", 2)), history.undo());
    }
}
