package filigree.model.report;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Numbers out of JSON trees that may lack them. What is missing stays missing.
final class Numbers {
    private Numbers() {}

    /// A number, NaN and the infinities included; empty if there is none.
    static OptionalDouble number(Map<String, @Nullable Object> tree, String key) {
        Object value = tree.get(key);
        if (value instanceof Number n) {
            return OptionalDouble.of(n.doubleValue());
        }
        if (value instanceof String text) {
            return switch (text) {
                case "NaN" -> OptionalDouble.of(Double.NaN);
                case "Infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
                case "-Infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
                default -> OptionalDouble.empty();
            };
        }
        return OptionalDouble.empty();
    }

    static OptionalLong whole(Map<String, @Nullable Object> tree, String key) {
        return tree.get(key) instanceof Number n
                ? OptionalLong.of(n.longValue())
                : OptionalLong.empty();
    }

    /// A list of counts; empty if there is none.
    static List<Long> wholes(Map<String, @Nullable Object> tree, String key) {
        return tree.get(key) instanceof List<?> list
                ? list.stream()
                        .filter(Number.class::isInstance)
                        .map(n -> ((Number) n).longValue())
                        .toList()
                : List.of();
    }

    /// A list of maps; empty if there is none.
    @SuppressWarnings("unchecked") // maps read from JSON have string keys
    static List<Map<String, @Nullable Object>> trees(
            Map<String, @Nullable Object> tree, String key) {
        return tree.get(key) instanceof List<?> list
                ? list.stream()
                        .filter(Map.class::isInstance)
                        .map(m -> (Map<String, @Nullable Object>) m)
                        .toList()
                : List.of();
    }

    /// A map inside; empty if there is none.
    @SuppressWarnings("unchecked") // maps read from JSON have string keys
    static Map<String, @Nullable Object> tree(Map<String, @Nullable Object> tree, String key) {
        return tree.get(key) instanceof Map<?, ?> map
                ? (Map<String, @Nullable Object>) map
                : Map.of();
    }
}
