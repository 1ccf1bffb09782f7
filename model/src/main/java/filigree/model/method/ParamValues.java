package filigree.model.method;

import java.util.LinkedHashMap;
import java.util.Map;

/// An immutable choice of value for each parameter of one method type.
public final class ParamValues {
    private final Map<Param<?>, Object> values;

    private ParamValues(Map<Param<?>, Object> values) {
        this.values = values;
    }

    public static ParamValues none() {
        return new ParamValues(Map.of());
    }

    /// Returns the chosen value, or the parameter's default where none was chosen.
    public <T> T get(Param<T> param) {
        @SuppressWarnings("unchecked") // with() is the only writer and it is typed
        T value = (T) values.getOrDefault(param, param.defaultValue());
        return value;
    }

    /// Returns these values with one replaced. The caller has checked it.
    public <T> ParamValues with(Param<T> param, T value) {
        Map<Param<?>, Object> copy = new LinkedHashMap<>(values);
        copy.put(param, value);
        return new ParamValues(copy);
    }
}
