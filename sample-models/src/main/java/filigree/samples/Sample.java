package filigree.samples;

import filigree.model.file.Json;
import filigree.model.recipe.Recipe;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// A recipe to begin with. Its one-sentence summary is `sample.<id>` of [Samples#texts].
///
/// @param id the recipe's name too
public record Sample(String id) {
    /// The recipe as it stands in the file.
    public Recipe recipe() {
        Map<String, Object> tree = new LinkedHashMap<>();
        Json.parse(id + ".json", text())
                .forEach((key, value) -> {
                    if (value != null) {
                        tree.put(key, value);
                    }
                });
        return Recipe.fromTree(tree);
    }

    /// The content of the file.
    public String text() {
        try (InputStream in = Sample.class.getResourceAsStream(resource())) {
            if (in == null) {
                throw new IllegalStateException("no resource " + resource());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource(), e);
        }
    }

    private String resource() {
        return "recipes/" + id + ".json";
    }
}
