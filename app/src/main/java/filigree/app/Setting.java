package filigree.app;

import filigree.model.error.UserFacingException;
import filigree.model.file.Json;
import filigree.model.method.Param;
import filigree.model.recipe.Recipe;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One `--set PATH=VALUE`.
///
/// @param path into the recipe, for example `maskUpdater.sparsity`
/// @param text of the value: JSON where it is JSON, else plain text
record Setting(String path, String text) {
    static Setting of(String argument) {
        int equals = argument.indexOf('=');
        if (equals < 1) {
            throw new UserFacingException("set-form", argument);
        }
        return new Setting(argument.substring(0, equals).strip(), argument.substring(equals + 1));
    }

    Recipe applyTo(Recipe recipe) {
        Object value = value();
        boolean plain = !(value instanceof String) && isText(recipe);
        return recipe.with(path, plain ? text : value);
    }

    /// Whether any text is a value here, so that a folder may be called `42`.
    private boolean isText(Recipe recipe) {
        try {
            return recipe.param(path) instanceof Param.OfText;
        } catch (IllegalArgumentException _) {
            return false; // there is no such path: the recipe itself says so better
        }
    }

    private Object value() {
        try {
            Map<String, @Nullable Object> tree = Json.parse("", "{\"value\": " + text + "}");
            Object value = tree.get("value");
            return value == null || tree.size() != 1 ? text : value;
        } catch (UserFacingException _) {
            return text; // no JSON, so it is text
        }
    }
}
