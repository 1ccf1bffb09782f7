package filigree.views.run;

import filigree.model.train.Command;
import filigree.model.train.TrainingEvent;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/// Undo and redo of changes by hand. Undoing is a change like any other: logged and replayed.
final class ChangeHistory {
    private static final long ONE_GESTURE_NANOS = 1_000_000_000;

    private record Entry(String path, Object before, Object after, long nanos) {}

    private final Deque<Entry> undo = new ArrayDeque<>();
    private final Deque<Entry> redo = new ArrayDeque<>();
    private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canRedo = new ReadOnlyBooleanWrapper();
    private final Set<Command.Change> own = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean gestureEnded; // undo and redo end it

    /// Takes note of a change that took effect; a drag of a slider counts as one.
    void note(TrainingEvent.Changed e, long nanos) {
        if (own.remove(e.change())) {
            return; // an undo or redo that came back
        }
        String path = e.change().path();
        Entry last = undo.peek();
        boolean goesOn =
                last != null
                        && !gestureEnded
                        && last.path().equals(path)
                        && nanos - last.nanos() < ONE_GESTURE_NANOS;
        Object before = e.before();
        if (goesOn && last != null) {
            before = last.before();
            undo.pop();
        }
        undo.push(new Entry(path, before, e.change().value(), nanos));
        redo.clear();
        gestureEnded = false;
        show();
    }

    Optional<Command.Change> undo() {
        if (undo.isEmpty()) {
            return Optional.empty();
        }
        Entry entry = undo.pop();
        redo.push(entry);
        return own(entry.path(), entry.before());
    }

    Optional<Command.Change> redo() {
        if (redo.isEmpty()) {
            return Optional.empty();
        }
        Entry entry = redo.pop();
        undo.push(entry);
        return own(entry.path(), entry.after());
    }

    private Optional<Command.Change> own(String path, Object value) {
        var change = new Command.Change(path, value);
        own.add(change);
        gestureEnded = true;
        show();
        return Optional.of(change);
    }

    ReadOnlyBooleanProperty canUndoProperty() {
        return canUndo.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty canRedoProperty() {
        return canRedo.getReadOnlyProperty();
    }

    private void show() {
        canUndo.set(!undo.isEmpty());
        canRedo.set(!redo.isEmpty());
    }
}
