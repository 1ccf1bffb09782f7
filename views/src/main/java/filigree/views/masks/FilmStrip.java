package filigree.views.masks;

import filigree.model.sparsity.Mask;
import filigree.views.control.MiniMap;
import filigree.views.control.Numbers;
import filigree.views.control.RowOrder;
import filigree.views.run.LayerPictures;
import filigree.views.run.MaskFilm;
import filigree.views.run.RunViewModel;
import filigree.views.run.RunWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// Masks of the chosen layer at some updates, from the first to the latest. Pressing one looks back
/// at it.
final class FilmStrip extends HBox {
    private static final int FRAMES = 9;
    private static final int AT_ONCE = 4; // pictures a refresh, so that none takes long
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");

    /// One place of the strip, and what it shows.
    private static final class Shown {
        final Button button;
        final MiniMap map;
        Optional<MaskFilm.Frame> frame = Optional.empty();
        int layer = -1;
        boolean latest;

        Shown(Button button, MiniMap map) {
            this.button = button;
            this.map = map;
        }

        boolean shows(MaskFilm.Frame wanted, int ofLayer, boolean isLatest) {
            return frame.isPresent()
                    && frame.get().step() == wanted.step()
                    && layer == ofLayer
                    && latest == isLatest;
        }
    }

    private final RunViewModel run;
    private final RunWords words;
    private final Consumer<Optional<MaskFilm.Frame>> onLook;
    private final List<Shown> shown = new ArrayList<>();
    private Optional<MaskFilm.Frame> chosen = Optional.empty();
    private int turn;

    FilmStrip(RunViewModel run, RunWords words, Consumer<Optional<MaskFilm.Frame>> onLook) {
        super(10);
        this.run = run;
        this.words = words;
        this.onLook = onLook;
        for (int i = 0; i < FRAMES; i++) {
            int index = i;
            MiniMap map = new MiniMap();
            map.setMinSize(40, 64);
            map.setPrefSize(96, 64);
            map.setMaxSize(Double.MAX_VALUE, 64);
            map.setMouseTransparent(true);
            Button button = new Button("", map);
            button.getStyleClass().setAll("film-frame");
            button.setContentDisplay(ContentDisplay.TOP);
            button.setAlignment(Pos.CENTER);
            button.setMaxWidth(Double.MAX_VALUE);
            map.prefWidthProperty().bind(button.widthProperty().subtract(6));
            button.setOnAction(_ -> look(index));
            HBox.setHgrow(button, Priority.ALWAYS);
            button.setMinWidth(50);
            button.setPrefWidth(100);
            button.setVisible(false);
            shown.add(new Shown(button, map));
            getChildren().add(button);
        }
    }

    private void look(int index) {
        Shown place = shown.get(index);
        onLook.accept(place.latest ? Optional.empty() : place.frame);
    }

    void choose(Optional<MaskFilm.Frame> frame) {
        chosen = frame;
        mark();
    }

    /// Shows newer frames, a few a call: the two latest, and of the others some in turn.
    ///
    /// @return whether there were any
    boolean refresh() {
        List<MaskFilm.Frame> frames = run.film().spread(FRAMES);
        int last = frames.size() - 1;
        int left = AT_ONCE;
        int from = turn;
        for (int k = 0; k <= last && left > 0; k++) {
            int i = k < 2 ? last - k : (from + k) % (last - 1);
            if (showIfOther(shown.get(i), frames.get(i), i == last, last > 0)) {
                turn = k < 2 ? turn : i - 1; // goes on after this one
                left--;
            }
        }
        if (left < AT_ONCE) {
            mark();
        }
        return left < AT_ONCE;
    }

    private boolean showIfOther(
            Shown place, MaskFilm.Frame frame, boolean latest, boolean several) {
        int layer = run.selection().layer();
        if (place.shows(frame, layer, latest)) {
            return false;
        }
        show(place, frame, layer, latest, latest && several);
        return true;
    }

    private void show(Shown place, MaskFilm.Frame frame, int layer, boolean latest, boolean now) {
        place.frame = Optional.of(frame);
        place.layer = layer;
        place.latest = latest;
        Mask mask = frame.masks().get(layer);
        place.map.setPicture(LayerPictures.of(mask), RowOrder.byIndex(mask.rows()));
        String step = Numbers.count(frame.step());
        place.button.setText(now ? words.own().get("masks.now", step) : step);
        place.button.setVisible(true);
    }

    private void mark() {
        for (Shown place : shown) {
            boolean on =
                    chosen.map(c -> place.frame.filter(f -> f.step() == c.step()).isPresent())
                            .orElse(place.latest);
            place.button.pseudoClassStateChanged(SELECTED, on);
        }
    }
}
