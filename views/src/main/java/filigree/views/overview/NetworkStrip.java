package filigree.views.overview;

import filigree.model.data.Dataset;
import filigree.model.train.Evaluation;
import filigree.model.train.Snapshot;
import filigree.views.control.Numbers;
import filigree.views.control.PlainScroll;
import filigree.views.control.RecallBars;
import filigree.views.run.RunViewModel;
import filigree.views.run.RunWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The network from left to right: an input image, the layers with their masks, and how well each
/// class is recognised.
final class NetworkStrip extends HBox {
    private static final int MOST_PICTURES = 3; // more do not fit a window of usual width
    private static final int EXCERPT = 12; // characters of a text

    private final RunViewModel run;
    private final List<LayerCard> cards = new ArrayList<>();
    private final ScrollPane scroll;
    private final RecallBars recall = new RecallBars();
    private final ExampleImage example = new ExampleImage();
    private Object shown = ""; // the validation

    NetworkStrip(RunViewModel run, RunWords words) {
        this.run = run;
        getStyleClass().add("network-strip");
        setAlignment(Pos.CENTER_LEFT);
        Snapshot first = run.snapshot();
        Dataset data = run.facts().split().training().dataset();
        HBox layers = new HBox();
        layers.setAlignment(Pos.CENTER_LEFT);
        for (int l = 0; l < first.layers().size(); l++) {
            int layer = l;
            LayerCard card =
                    new LayerCard(
                            first.layers().get(l),
                            first.layers().size() <= MOST_PICTURES,
                            () -> run.selection().layerProperty().set(layer));
            card.show(first.layers().get(l));
            cards.add(card);
            HBox.setHgrow(card, Priority.ALWAYS);
            layers.getChildren().addAll(link(), card);
        }
        layers.getChildren().add(link());
        scroll = new PlainScroll(layers);
        scroll.getStyleClass().add("strip-scroll"); // few layers fill its width, many are scrolled
        scroll.setFitToHeight(true);
        scroll.setVbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setPannable(true);
        scroll.addEventFilter(ScrollEvent.SCROLL, this::turnWheel);
        scroll.setMinWidth(0);
        HBox.setHgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(input(data, words), scroll, output(data, words));
        run.selection().layerProperty().subscribe(_ -> choose());
        choose();
    }

    private void choose() {
        for (int l = 0; l < cards.size(); l++) {
            cards.get(l).setChosen(l == run.selection().layer());
        }
        bringIntoView(cards.get(Math.min(run.selection().layer(), cards.size() - 1)));
    }

    /// The wheel moves along the layers.
    private void turnWheel(ScrollEvent e) {
        double hidden = scroll.getContent().getLayoutBounds().getWidth() - scroll.getWidth();
        if (hidden > 0 && e.getDeltaY() != 0) {
            scroll.setHvalue(Math.clamp(scroll.getHvalue() - e.getDeltaY() / hidden, 0, 1));
            e.consume();
        }
    }

    private void bringIntoView(LayerCard card) {
        double hidden = scroll.getContent().getLayoutBounds().getWidth() - scroll.getWidth();
        if (hidden > 0 && scroll.getWidth() > 0) {
            double middle = card.getBoundsInParent().getCenterX() - scroll.getWidth() / 2;
            scroll.setHvalue(Math.clamp(middle / hidden, 0, 1));
        }
    }

    /// An image of the training part, or of a text what stands at its beginning.
    private Node input(Dataset data, RunWords words) {
        if (data.vocabulary().isPresent()) {
            StringBuilder beginning = new StringBuilder();
            for (int item = 0; item < Math.min(EXCERPT, data.columns()); item++) {
                beginning.append(data.className(data.token(item)).orElse(""));
            }
            return card(
                    new HBox(
                            text(
                                    words.own().get("overview.input"),
                                    words.own()
                                            .get(
                                                    "overview.characters",
                                                    Numbers.count(data.columns())),
                                    beginning.toString())));
        }
        int index = run.facts().split().training().index(0);
        int label = data.label(index);
        example.show(data, index);
        VBox text =
                text(
                        words.own().get("overview.input"),
                        data.shape().width() + " × " + data.shape().height(),
                        data.className(label)
                                .orElseGet(() -> words.core().get(data.classKey(label))));
        return card(new HBox(10, example, text));
    }

    private Node output(Dataset data, RunWords words) {
        recall.setMinSize(54, 44);
        recall.setPrefSize(54, 44);
        recall.setMaxSize(54, 44);
        VBox text =
                text(
                        words.own().get("overview.output"),
                        words.own().get("overview.classes", Numbers.count(data.classes())),
                        words.own().get("overview.recall"));
        return card(new HBox(10, text, recall));
    }

    private static VBox text(String title, String... lines) {
        Label head = new Label(title);
        head.getStyleClass().add("strong");
        VBox box = new VBox(2, head);
        for (String line : lines) {
            Label label = new Label(line);
            label.getStyleClass().addAll("muted", "note");
            label.setMinWidth(USE_PREF_SIZE);
            box.getChildren().add(label);
        }
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private static HBox card(HBox content) {
        content.getStyleClass().add("strip-card");
        content.setAlignment(Pos.CENTER_LEFT);
        content.setMinWidth(USE_PREF_SIZE);
        return content;
    }

    private static Region link() {
        Region line = new Region();
        line.getStyleClass().add("strip-link");
        return line;
    }

    /// @return whether anything changed
    boolean refresh() {
        Snapshot now = run.snapshot();
        boolean changed = false;
        for (int l = 0; l < cards.size(); l++) {
            changed |= cards.get(l).show(now.layers().get(l));
        }
        Optional<Evaluation> newer = now.validation().filter(v -> v != shown);
        newer.ifPresent(v -> {
            shown = v;
            recall.setShares(
                    v.classes().stream().mapToDouble(Evaluation.ClassResult::recall).toArray());
        });
        return changed || newer.isPresent();
    }
}
