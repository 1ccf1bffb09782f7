package filigree.views.run;

import filigree.views.control.Cell;
import java.util.Optional;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;

/// What a person looks at: one layer, and in it a neuron or a single weight. Shared by all views.
public final class Selection {
    private final IntegerProperty layer = new SimpleIntegerProperty(this, "layer", 0);
    private final ObjectProperty<Optional<Cell>> cell =
            new SimpleObjectProperty<>(this, "cell", Optional.empty());

    public Selection() {
        layer.subscribe(() -> cell.set(Optional.empty()));
    }

    /// Place of the layer among the prunable ones.
    public IntegerProperty layerProperty() {
        return layer;
    }

    public int layer() {
        return layer.get();
    }

    /// The weight, whose row is the neuron.
    public ObjectProperty<Optional<Cell>> cellProperty() {
        return cell;
    }

    public Optional<Cell> cell() {
        return cell.get();
    }
}
