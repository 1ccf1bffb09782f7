package filigree.views.fx;

import javafx.application.Platform;

/// The door to the JavaFX thread.
public final class FxThread {
    private FxThread() {}

    /// Runs `task` on the JavaFX thread, soon; from any thread.
    public static void run(Runnable task) {
        Platform.runLater(task);
    }

    /// Runs `task` now when already on the JavaFX thread, otherwise soon.
    public static void runNowOrSoon(Runnable task) {
        if (Platform.isFxApplicationThread()) {
            task.run();
        } else {
            Platform.runLater(task);
        }
    }
}
