package filigree.views.overview;

import filigree.views.control.Numbers;
import javafx.beans.binding.DoubleBinding;
import javafx.beans.value.ObservableStringValue;

/// The share that a text such as "8.0 %" says, in [0, 1].
final class ShareOf extends DoubleBinding {
    private final ObservableStringValue text;

    ShareOf(ObservableStringValue text) {
        this.text = text;
        bind(text);
    }

    @Override
    protected double computeValue() {
        return Numbers.parse(text.get()).orElse(0) / 100;
    }
}
