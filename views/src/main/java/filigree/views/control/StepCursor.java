package filigree.views.control;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleLongProperty;

/// The step the eye is at, shared by charts and timeline so that all mark the same one.
public final class StepCursor {
    /// No step is marked.
    public static final long NONE = -1;

    private final LongProperty step = new SimpleLongProperty(this, "step", NONE);
    private final BooleanProperty pinned = new SimpleBooleanProperty(this, "pinned", false);

    /// The marked step, or [#NONE].
    public LongProperty stepProperty() {
        return step;
    }

    public long step() {
        return step.get();
    }

    public boolean isMarked() {
        return step.get() != NONE;
    }

    /// Whether the mark stays when the pointer leaves.
    public BooleanProperty pinnedProperty() {
        return pinned;
    }

    public boolean isPinned() {
        return pinned.get();
    }

    /// Marks the step under the pointer, or none, unless one is pinned.
    void point(long at) {
        if (!pinned.get()) {
            step.set(at);
        }
    }

    /// Pins `at`, or lets go if one is pinned.
    void toggle(long at) {
        boolean pin = !pinned.get() && at != NONE;
        pinned.set(pin);
        step.set(at);
    }
}
