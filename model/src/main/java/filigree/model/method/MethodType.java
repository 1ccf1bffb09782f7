package filigree.model.method;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The descriptor of one kind of method: its id, its source, its parameters, and how to build it.
///
/// This is all the window, the recipe codec and the command line ever know about a method. Its
/// words are in the core's bundle: `method.<id>.title`, `method.<id>.summary`,
/// `method.<id>.<param>.label` and `method.<id>.<param>.help`.
///
/// @param <M> the record it describes
public final class MethodType<M extends Method> {
    private final String id;
    private final String source;
    private final List<Field<M, ?>> fields;
    private final Function<ParamValues, M> create;

    private MethodType(Builder<M> builder, Function<ParamValues, M> create) {
        this.id = builder.id;
        this.source = builder.source;
        this.fields = List.copyOf(builder.fields);
        this.create = create;
    }

    /// @param id kebab-case, unique over all families, never renamed
    /// @param source the paper or reference implementation this follows, as a person would cite it
    public static <M extends Method> Builder<M> of(String id, String source) {
        return new Builder<>(id, source);
    }

    public String id() {
        return id;
    }

    public String source() {
        return source;
    }

    public List<Param<?>> params() {
        return fields.stream().<Param<?>>map(Field::param).toList();
    }

    public M create(ParamValues values) {
        return create.apply(values);
    }

    /// Reads the parameters back out of a built method; `create(read(m))` equals `m`.
    public ParamValues read(M method) {
        ParamValues values = ParamValues.none();
        for (Field<M, ?> field : fields) {
            values = field.readInto(values, method);
        }
        return values;
    }

    /// Reads the parameters of any method through its own descriptor.
    public static <M extends Method> ParamValues valuesOf(M method) {
        @SuppressWarnings("unchecked") // a method's type() describes that method
        MethodType<M> type = (MethodType<M>) method.type();
        return type.read(method);
    }

    @Override
    public String toString() {
        return id;
    }

    private record Field<M extends Method, T>(Param<T> param, Function<M, T> getter) {
        ParamValues readInto(ParamValues values, M method) {
            return values.with(param, getter.apply(method));
        }
    }

    public static final class Builder<M extends Method> {
        private final String id;
        private final String source;
        private final List<Field<M, ?>> fields = new ArrayList<>();

        private Builder(String id, String source) {
            this.id = id;
            this.source = source;
        }

        public <T> Builder<M> param(Param<T> param, Function<M, T> getter) {
            fields.add(new Field<>(param, getter));
            return this;
        }

        public MethodType<M> build(Function<ParamValues, M> create) {
            return new MethodType<>(this, create);
        }
    }
}
