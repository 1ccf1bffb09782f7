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
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");

    private record Shown(Button button, MiniMap map) {}

    private final RunViewModel run;
    private final RunWords words;
    private final Consumer<Optional<MaskFilm.Frame>> onLook;
    private final List<Shown> shown = new ArrayList<>();
    private List<MaskFilm.Frame> frames = List.of();
    private Optional<MaskFilm.Frame> chosen = Optional.empty();
    private int layer = -1;

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
            shown.add(new Shown(button, map));
            getChildren().add(button);
        }
    }

    private void look(int index) {
        boolean latest = index == frames.size() - 1;
        onLook.accept(latest ? Optional.empty() : Optional.of(frames.get(index)));
    }

    void choose(Optional<MaskFilm.Frame> frame) {
        chosen = frame;
        mark();
    }

    /// @return whether there are other frames
    boolean refresh() {
        List<MaskFilm.Frame> now = run.film().spread(FRAMES);
        if (now.equals(frames) && layer == run.selection().layer()) {
            return false;
        }
        frames = now;
        layer = run.selection().layer();
        for (int i = 0; i < shown.size(); i++) {
            Shown place = shown.get(i);
            boolean used = i < frames.size();
            place.button().setVisible(used);
            if (used) {
                Mask mask = frames.get(i).masks().get(layer);
                place.map().setPicture(LayerPictures.of(mask), RowOrder.byIndex(mask.rows()));
                String step = Numbers.count(frames.get(i).step());
                boolean latest = i == frames.size() - 1 && i > 0;
                place.button().setText(latest ? words.own().get("masks.now", step) : step);
            }
        }
        mark();
        return true;
    }

    private void mark() {
        for (int i = 0; i < shown.size() && i < frames.size(); i++) {
            MaskFilm.Frame frame = frames.get(i);
            boolean latest = i == frames.size() - 1;
            boolean on = chosen.map(c -> c.step() == frame.step()).orElse(latest);
            shown.get(i).button().pseudoClassStateChanged(SELECTED, on);
        }
    }
}
