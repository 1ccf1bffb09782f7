package filigree.model.recipe;

import filigree.model.error.Problem;
import filigree.model.error.UserFacingException;
import filigree.model.method.Method;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.method.ParamValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Methods to and from the plain tree that recipe JSON holds: maps, lists, numbers, strings,
/// booleans.
///
/// Driven by descriptors, so it needs no change for a new method and no reflection at all. Encoding
/// writes every parameter, defaults too: a recipe keeps its meaning when a default changes later.
public final class MethodCodec {
    /// The key that names a method in its tree.
    public static final String METHOD = "method";

    private MethodCodec() {}

    public static Map<String, Object> encode(Method method) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(METHOD, method.type().id());
        tree.putAll(encodeParams(method));
        return tree;
    }

    /// The parameters alone, without the key that names the method.
    static Map<String, Object> encodeParams(Method method) {
        ParamValues values = MethodType.valuesOf(method);
        Map<String, Object> tree = new LinkedHashMap<>();
        for (Param<?> param : method.type().params()) {
            tree.put(param.key(), encodeValue(param, values));
        }
        return tree;
    }

    private static Object encodeValue(Param<?> param, ParamValues values) {
        return switch (param) {
            case Param.OfDouble p -> values.get(p);
            case Param.OfLong p -> values.get(p);
            case Param.OfFlag p -> values.get(p);
            case Param.OfText p -> values.get(p);
            case Param.OfNumbers p -> values.get(p);
            case Param.OfChoice<?> p -> Param.OfChoice.kebab(values.get(p));
            case Param.OfMethod<?> p -> encode(values.get(p));
        };
    }

    /// Builds the method a tree describes. A plain string stands for a method with its defaults.
    ///
    /// @param path where it stands in the recipe, for messages; may be empty
    /// @throws UserFacingException naming everything that is unknown or not allowed
    public static <M extends Method> M decode(Class<M> family, Object tree, String path) {
        var problems = new ArrayList<Problem>();
        Optional<M> method = decode(family, tree, path, problems);
        if (!problems.isEmpty()) {
            throw new UserFacingException(problems, null);
        }
        return method.orElseThrow();
    }

    private static <M extends Method> Optional<M> decode(
            Class<M> family, Object tree, String path, List<Problem> problems) {
        Map<?, ?> map =
                switch (tree) {
                    case String id -> Map.of(METHOD, id);
                    case Map<?, ?> m -> m;
                    default -> Map.of();
                };
        if (!(map.get(METHOD) instanceof String id)) {
            problems.add(Problem.of("wrong-kind-method", path, tree));
            return Optional.empty();
        }
        MethodType<? extends M> type;
        try {
            type = Catalog.find(family, id, path);
        } catch (UserFacingException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
        int before = problems.size();
        ParamValues values = decodeParams(type, map, Set.of(METHOD), path, problems);
        return problems.size() > before ? Optional.empty() : Optional.of(type.create(values));
    }

    /// Reads the parameters of `type` from a tree; unknown keys are reported first.
    ///
    /// @param others keys that may stand beside the parameters
    static ParamValues decodeParams(
            MethodType<?> type,
            Map<?, ?> tree,
            Set<String> others,
            String path,
            List<Problem> problems) {
        List<String> known = type.params().stream().<String>map(Param::key).toList();
        for (Object key : tree.keySet()) {
            if (!known.contains(key) && !others.contains(key)) {
                problems.add(unknownKey(String.valueOf(key), known, path));
            }
        }
        ParamValues values = ParamValues.none();
        for (Param<?> param : type.params()) {
            Object raw = tree.get(param.key());
            if (raw != null) {
                values = decodeValue(values, param, raw, join(path, param.key()), problems);
            }
        }
        return values;
    }

    static Problem unknownKey(String key, List<String> known, String path) {
        String full = join(path, key);
        return Nearest.to(key, known)
                .map(nearest -> Problem.of("unknown-key", full, join(path, nearest)))
                .orElseGet(() ->
                        known.isEmpty()
                                ? Problem.of("unknown-key-none", full)
                                : Problem.of("unknown-key-list", full, String.join(", ", known)));
    }

    static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static ParamValues decodeValue(
            ParamValues values, Param<?> param, Object raw, String path, List<Problem> problems) {
        try {
            return switch (param) {
                case Param.OfDouble p -> checked(values, p, number(raw, path), path);
                case Param.OfLong p -> checked(values, p, whole(raw, path), path);
                case Param.OfFlag p -> checked(values, p, flag(raw, path), path);
                case Param.OfText p -> checked(values, p, text(raw, path), path);
                case Param.OfNumbers p -> checked(values, p, numbers(raw, path), path);
                case Param.OfChoice<?> p -> choice(values, p, raw, path);
                case Param.OfMethod<?> p -> method(values, p, raw, path, problems);
            };
        } catch (UserFacingException e) {
            problems.addAll(e.problems());
            return values;
        }
    }

    private static <T> ParamValues checked(
            ParamValues values, Param<T> param, T value, String path) {
        return values.with(param, param.check(value, path));
    }

    private static <M extends Method> ParamValues method(
            ParamValues values,
            Param.OfMethod<M> param,
            Object raw,
            String path,
            List<Problem> problems) {
        Optional<M> method = decode(param.family(), raw, path, problems);
        return method.isPresent() ? checked(values, param, method.get(), path) : values;
    }

    private static <E extends Enum<E>> ParamValues choice(
            ParamValues values, Param.OfChoice<E> param, Object raw, String path) {
        for (E constant : param.choices()) {
            if (Param.OfChoice.kebab(constant).equals(raw)) {
                return checked(values, param, constant, path);
            }
        }
        List<String> names = param.choices().stream().map(Param.OfChoice::kebab).toList();
        throw new UserFacingException("wrong-choice", path, raw, String.join(", ", names));
    }

    private static double number(Object raw, String path) {
        if (raw instanceof Number n) {
            return n.doubleValue();
        }
        throw new UserFacingException("wrong-kind-number", path, raw);
    }

    private static long whole(Object raw, String path) {
        double number = raw instanceof Number n ? n.doubleValue() : Double.NaN;
        if (number == Math.rint(number) && Math.abs(number) < 0x1p63) {
            return ((Number) raw).longValue();
        }
        throw new UserFacingException("wrong-kind-whole", path, raw);
    }

    private static boolean flag(Object raw, String path) {
        if (raw instanceof Boolean b) {
            return b;
        }
        throw new UserFacingException("wrong-kind-flag", path, raw);
    }

    private static String text(Object raw, String path) {
        if (raw instanceof String s) {
            return s;
        }
        throw new UserFacingException("wrong-kind-text", path, raw);
    }

    private static List<Integer> numbers(Object raw, String path) {
        if (!(raw instanceof List<?> list)) {
            throw new UserFacingException("wrong-kind-list", path, raw);
        }
        List<Integer> numbers = new ArrayList<>();
        for (Object element : list) {
            numbers.add(Math.clamp(whole(element, path), Integer.MIN_VALUE, Integer.MAX_VALUE));
        }
        return numbers;
    }
}
