package filigree.views.recipe;

import java.util.function.Consumer;
import javafx.scene.Node;

/// One parameter's control.
///
/// @param path of the value in the recipe
/// @param node what is shown
/// @param show takes a value over from the recipe without reporting it back
record ParamRow(String path, Node node, Consumer<Object> show) {
    /// Node ids are recipe paths with - for the point.
    static String id(String path) {
        return path.replace('.', '-');
    }
}
