package filigree.views.shell;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/// The keys that work everywhere but in a text field.
///
/// @param shell what they act on
record Shortcuts(Shell shell) {
    void listen(Scene scene) {
        scene.addEventFilter(
                KeyEvent.KEY_PRESSED,
                e -> {
                    Node focus = scene.getFocusOwner();
                    boolean typing = focus instanceof TextInputControl;
                    boolean done =
                            e.isShortcutDown()
                                    ? !edits(e.getCode(), focus) && shortcut(e.getCode())
                                    : !typing && plain(e, focus);
                    if (done) {
                        e.consume();
                    }
                });
    }

    /// A text field that was typed in takes back what was typed, not what the run was told.
    private static boolean edits(KeyCode code, @Nullable Node focus) {
        return focus instanceof TextInputControl text
                && switch (code) {
                    case Z -> text.isUndoable();
                    case Y -> text.isRedoable();
                    default -> false;
                };
    }

    private boolean shortcut(KeyCode code) {
        switch (code) {
            case Z -> shell.run().ifPresent(r -> r.undo());
            case Y -> shell.run().ifPresent(r -> r.redo());
            case E -> shell.report();
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean plain(KeyEvent e, Node focus) {
        if (e.isAltDown() || e.isShiftDown()) {
            return false;
        }
        switch (e.getCode()) {
            case SPACE -> {
                if (focus instanceof javafx.scene.control.ButtonBase
                        || focus instanceof javafx.scene.control.ComboBoxBase<?>) {
                    return false; // space presses what has the focus
                }
                shell.toggle();
            }
            case S -> shell.run().ifPresent(r -> r.oneStep());
            case E -> shell.run().ifPresent(r -> r.oneEpoch());
            case R -> shell.reset();
            case DIGIT1, NUMPAD1 -> shell.workspace().ifPresent(w -> w.choose(0));
            case DIGIT2, NUMPAD2 -> shell.workspace().ifPresent(w -> w.choose(1));
            case F11 -> shell.togglePresentation();
            default -> {
                return false;
            }
        }
        return true;
    }
}
