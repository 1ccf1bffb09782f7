package filigree.views.control;

import filigree.model.text.Texts;
import java.util.List;
import javafx.animation.Animation;
import javafx.animation.FadeTransition;
import javafx.animation.PauseTransition;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// Lies over a view and shows one toast at a time at the bottom right: 4 s, a warning 20 s, longer
/// under the pointer.
///
/// Where it is empty the mouse passes through.
public final class ToastLayer extends StackPane {
    private static final Duration IN = Duration.millis(160);
    private static final Duration OUT = Duration.millis(120);
    private static final Duration LIFE = Duration.seconds(4);
    private static final Duration LIFE_OF_WARNING = Duration.seconds(20); // there is more to read

    private final Texts texts;
    private final PauseTransition life = new PauseTransition(LIFE);

    public ToastLayer(Texts texts) {
        this.texts = texts;
        setPickOnBounds(false);
        setAlignment(Pos.BOTTOM_RIGHT);
        setPadding(new Insets(16));
        life.setOnFinished(_ -> close());
    }

    /// Shows a toast in place of the one before.
    public void show(Toast toast) {
        life.stop();
        life.setDuration(toast.tone() == Tone.WARNING ? LIFE_OF_WARNING : LIFE);
        ToastCard card = new ToastCard(toast, texts, this::close);
        card.hoverProperty().subscribe(over -> keepWhile(card, over));
        getChildren().setAll(card);
        fade(card, 0, 1, IN, null);
        life.playFromStart();
    }

    /// Takes the toast away.
    public void close() {
        life.stop();
        for (Node card : List.copyOf(getChildren())) {
            fade(card, 1, 0, OUT, () -> getChildren().remove(card));
        }
    }

    /// How long the toast still lives without the pointer on it; its whole life while the pointer
    /// is.
    Duration left() {
        return life.getDuration().subtract(life.getCurrentTime());
    }

    private void keepWhile(ToastCard card, boolean over) {
        if (!getChildren().contains(card)) {
            return;
        }
        if (over) {
            life.stop();
        } else if (life.getStatus() == Animation.Status.STOPPED) {
            life.playFromStart();
        }
    }

    private void fade(Node card, double from, double to, Duration time, @Nullable Runnable then) {
        boolean still = getScene() == null || getScene().getPreferences().isReducedMotion();
        if (still) {
            card.setOpacity(to);
            if (then != null) {
                then.run();
            }
            return;
        }
        FadeTransition fade = new FadeTransition(time, card);
        fade.setFromValue(from);
        fade.setToValue(to);
        if (then != null) {
            fade.setOnFinished(_ -> then.run());
        }
        fade.play();
    }
}
