package filigree.views.overview;

import filigree.views.control.Numbers;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// A swatch, its sign and word, and how many there are.
final class LegendItem extends HBox {
    private final Label count = new Label(Numbers.count(0));

    /// @param kind style class of the swatch: active, grown, regrown, dropped
    /// @param sign says the same without colour; may be empty
    LegendItem(String kind, String sign, String word) {
        super(6);
        setAlignment(Pos.CENTER_LEFT);
        Region swatch = new Region();
        swatch.getStyleClass().addAll("swatch", kind);
        Label name = new Label(sign.isEmpty() ? word : sign + " " + word);
        name.getStyleClass().addAll("muted", "note");
        count.getStyleClass().addAll("value", "note");
        for (Label label : new Label[] {name, count}) {
            label.setMinWidth(USE_PREF_SIZE);
        }
        getChildren().addAll(swatch, name, count);
    }

    void setCount(long number) {
        count.setText(Numbers.count(number));
    }
}
