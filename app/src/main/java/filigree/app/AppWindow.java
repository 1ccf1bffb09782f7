package filigree.app;

import filigree.model.train.Run;
import filigree.model.train.Snapshot;
import filigree.model.train.Trainer;
import filigree.samples.BundledData;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

/// The window: a training that runs already, and its numbers.
final class AppWindow {
    private AppWindow() {}

    /// Opens the window and returns when it was closed. Call it once, not on the toolkit's thread.
    ///
    /// @throws UnsupportedOperationException if the toolkit does not start
    static void launch(WindowOptions options) throws InterruptedException {
        var closed = new CountDownLatch(1);
        var failure = new AtomicReference<Optional<RuntimeException>>(Optional.empty());
        startToolkit(() -> {
            try {
                open(options, closed);
            } catch (RuntimeException e) {
                failure.set(Optional.of(e));
                closed.countDown();
            }
        });
        closed.await();
        Platform.exit();
        if (failure.get().isPresent()) {
            throw failure.get().get();
        }
    }

    private static void startToolkit(Runnable then) {
        try {
            Platform.startup(then);
        } catch (RuntimeException | LinkageError e) {
            throw new UnsupportedOperationException(e.getMessage(), e);
        }
    }

    static void open(WindowOptions options, CountDownLatch closed) {
        var trainer = new Trainer(options.recipe(), new BundledData(), options.threads());
        var run = new Run(trainer, Optional.empty(), Run.Options.whole());
        Words words = new Words(options.locale());
        var numbers = new Label();
        numbers.setId("numbers");
        var root = new StackPane(numbers);
        root.setPadding(new Insets(24));
        var stage = new Stage();
        stage.setTitle("Filigree");
        stage.setScene(new Scene(root, 960, 160));
        var timer =
                new AnimationTimer() {
                    @Override
                    public void handle(long now) {
                        Snapshot s = run.latest();
                        numbers.setText(Progress.text(s, words));
                    }
                };
        stage.setOnHidden(_ -> {
            timer.stop();
            run.close();
            closed.countDown();
        });
        run.start();
        timer.start();
        stage.show();
    }
}
