package filigree.model.method;

import filigree.model.error.UserFacingException;
import java.util.List;

/// One typed, documented, bounded parameter of a method.
///
/// Sealed: the parameter panel, the recipe codec and the command line switch over the kinds without
/// a default branch, so a new kind does not compile until each of them handles it.
///
/// @param <T> the Java type of the value
public sealed interface Param<T> {
    /// Key in recipe JSON, lowerCamelCase, never renamed once released.
    String key();

    T defaultValue();

    /// Whether a running run may take a new value at its next step.
    Timing timing();

    /// Returns `value` if it is allowed.
    ///
    /// @param path where the value stands in the recipe, for the message
    /// @throws UserFacingException if it is out of bounds; the text names the bounds
    T check(T value, String path);

    /// A number in [0, 0.999] shown in per cent: a sparsity.
    static OfDouble percent(String key, double byDefault) {
        return new OfDouble(key, byDefault, 0, 0.999, Unit.PERCENT, Scale.LINEAR, Timing.NEXT_RUN);
    }

    /// A number in [0, 1]: a drop fraction, a share of the run.
    static OfDouble fraction(String key, double byDefault) {
        return number(key, byDefault, 0, 1);
    }

    /// A plain number on a linear scale.
    static OfDouble number(String key, double byDefault, double min, double max) {
        return new OfDouble(key, byDefault, min, max, Unit.NONE, Scale.LINEAR, Timing.NEXT_RUN);
    }

    /// A number whose order of magnitude matters more than its digits: a learning rate, a penalty.
    /// Where `min` is 0, the left end of a slider is 0 and the rest spans six decades.
    static OfDouble magnitude(String key, double byDefault, double min, double max) {
        return new OfDouble(key, byDefault, min, max, Unit.NONE, Scale.LOG, Timing.NEXT_RUN);
    }

    /// A whole number.
    static OfLong whole(String key, long byDefault, long min, long max) {
        return new OfLong(key, byDefault, min, max, Unit.NONE, Timing.NEXT_RUN);
    }

    /// A number of steps, at least 1.
    static OfLong steps(String key, long byDefault, long max) {
        return new OfLong(key, byDefault, 1, max, Unit.STEPS, Timing.NEXT_RUN);
    }

    /// A choice among the methods of a family.
    static <M extends Method> OfMethod<M> method(String key, Class<M> family, M byDefault) {
        return new OfMethod<>(key, family, byDefault, List.of(), Timing.NEXT_RUN);
    }

    /// When a change takes effect.
    enum Timing {
        LIVE,
        NEXT_RUN
    }

    /// How a slider maps position to value.
    enum Scale {
        LINEAR,
        LOG
    }

    /// What a number counts; shown after the value. Its word is `unit.<name>` of the core's bundle.
    enum Unit {
        NONE,
        PERCENT,
        STEPS,
        EPOCHS,
        EXAMPLES,
        BITS,
        BATCHES
    }

    record OfDouble(
            String key,
            Double defaultValue,
            double min,
            double max,
            Unit unit,
            Scale scale,
            Timing timing)
            implements Param<Double> {
        /// Returns this parameter, changeable while a run is running.
        public OfDouble live() {
            return new OfDouble(key, defaultValue, min, max, unit, scale, Timing.LIVE);
        }

        public OfDouble in(Unit of) {
            return new OfDouble(key, defaultValue, min, max, of, scale, timing);
        }

        /// Returns this parameter with another default.
        public OfDouble withDefault(double other) {
            return new OfDouble(key, other, min, max, unit, scale, timing);
        }

        @Override
        public Double check(Double value, String path) {
            if (!(value >= min && value <= max)) { // also catches NaN
                throw new UserFacingException(
                        "out-of-range", path, plain(value), plain(min), plain(max));
            }
            return value;
        }
    }

    record OfLong(String key, Long defaultValue, long min, long max, Unit unit, Timing timing)
            implements Param<Long> {
        /// Returns this parameter, changeable while a run is running.
        public OfLong live() {
            return new OfLong(key, defaultValue, min, max, unit, Timing.LIVE);
        }

        public OfLong in(Unit of) {
            return new OfLong(key, defaultValue, min, max, of, timing);
        }

        @Override
        public Long check(Long value, String path) {
            if (value < min || value > max) {
                throw new UserFacingException("out-of-range", path, value, min, max);
            }
            return value;
        }
    }

    record OfFlag(String key, Boolean defaultValue, Timing timing) implements Param<Boolean> {
        @Override
        public Boolean check(Boolean value, String path) {
            return value;
        }
    }

    /// One of a few named constants; kebab-case in files, `method.<id>.<param>.<constant>` in the
    /// bundle.
    record OfChoice<E extends Enum<E>>(String key, E defaultValue, Timing timing)
            implements Param<E> {
        /// Returns a constant's name as files and bundles write it.
        public static String kebab(Enum<?> constant) {
            return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        public List<E> choices() {
            return List.of(defaultValue.getDeclaringClass().getEnumConstants());
        }

        @Override
        public E check(E value, String path) {
            return value;
        }
    }

    /// Free text, such as a folder. Empty means none.
    record OfText(String key, String defaultValue, int maxLength, Timing timing)
            implements Param<String> {
        @Override
        public String check(String value, String path) {
            if (value.length() > maxLength) {
                throw new UserFacingException("text-too-long", path, value.length(), maxLength);
            }
            return value;
        }
    }

    /// A list of whole numbers, such as the units of each hidden layer.
    record OfNumbers(
            String key, List<Integer> defaultValue, int min, int max, int maxCount, Timing timing)
            implements Param<List<Integer>> {
        public OfNumbers {
            defaultValue = List.copyOf(defaultValue);
        }

        @Override
        public List<Integer> check(List<Integer> value, String path) {
            if (value.size() > maxCount) {
                throw new UserFacingException("list-too-long", path, value.size(), maxCount);
            }
            for (int number : value) {
                if (number < min || number > max) {
                    throw new UserFacingException("out-of-range", path, number, min, max);
                }
            }
            return List.copyOf(value);
        }
    }

    /// A nested method, such as the schedule inside a pruner. The panel shows a chooser and, below
    /// it, the chosen method's own parameters.
    ///
    /// @param excluded ids of the family that make no sense here
    record OfMethod<M extends Method>(
            String key, Class<M> family, M defaultValue, List<String> excluded, Timing timing)
            implements Param<M> {
        public OfMethod {
            excluded = List.copyOf(excluded);
        }

        /// Returns this parameter, changeable while a run is running.
        public OfMethod<M> live() {
            return new OfMethod<>(key, family, defaultValue, excluded, Timing.LIVE);
        }

        public OfMethod<M> except(String... ids) {
            return new OfMethod<>(key, family, defaultValue, List.of(ids), timing);
        }

        @Override
        public M check(M value, String path) {
            if (excluded.contains(value.type().id())) {
                throw new UserFacingException("method-not-here", value.type().id(), path);
            }
            return value;
        }
    }

    /// A number as a person writes it: `0.9`, `128`, not `128.0`.
    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
