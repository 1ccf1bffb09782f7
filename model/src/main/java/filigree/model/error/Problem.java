package filigree.model.error;

import java.util.List;

/// One thing that is wrong, as data: the text `error.<id>` of the core's bundle and what fills it.
///
/// @param id of the text, kebab-case, for example `file-missing`
/// @param arguments shown as they are, so numbers come formatted
public record Problem(String id, List<String> arguments) {
    public Problem {
        arguments = List.copyOf(arguments);
    }

    public static Problem of(String id, Object... arguments) {
        return new Problem(id, List.of(arguments).stream().map(String::valueOf).toList());
    }
}
