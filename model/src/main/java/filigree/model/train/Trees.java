package filigree.model.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON trees without nulls.
final class Trees {
    private Trees() {}

    /// Returns a copy in which an entry that is null is as good as missing.
    static Map<String, Object> known(Map<String, @Nullable Object> tree) {
        Map<String, Object> known = new LinkedHashMap<>();
        tree.forEach((key, value) -> {
            if (value != null) {
                known.put(key, value);
            }
        });
        return known;
    }
}
