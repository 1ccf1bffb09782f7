package filigree.app;

import filigree.model.data.DataFiles;
import filigree.model.data.DataSource;
import filigree.model.data.TextSource;
import filigree.model.data.download.RemoteData;
import filigree.model.error.UserFacingException;
import filigree.model.method.Method;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.method.ParamValues;
import filigree.model.recipe.Catalog;
import filigree.model.recipe.Recipe;
import filigree.model.train.Trainer;
import filigree.samples.Sample;
import filigree.samples.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A command that trains with a method: the first sample that uses it, or one of a few samples with
/// the method in its place. What is offered was tried: data, network and method fit.
///
/// @param sample whose recipe it is
/// @param settings changes to it, `path=value`
record MethodExample(String sample, List<String> settings) {
    /// From the one that takes seconds to those that fit more.
    private static final List<String> BASES =
            List.of(
                    "digits-rigl-80",
                    "fashion-rigl-90",
                    "fashion-magnitude-90",
                    "fashion-dense",
                    "fashion-lenet-dense",
                    "kjv-gpt-dense");

    /// What a method may need beside it, from nothing up.
    private static final List<List<String>> COMPANIONS =
            List.of(
                    List.of(),
                    List.of("optimizer.momentum=0"),
                    List.of("maskUpdater=magnitude"),
                    List.of("maskUpdater=dense"));

    /// Returns an example of a method, if there is one that can be trained.
    ///
    /// @param bundled data that comes along
    static Optional<MethodExample> of(MethodType<?> type, DataFiles bundled) {
        if (Catalog.family(DataSource.class).contains(type)) {
            return Optional.of(ofData(type));
        }
        if (type.params().stream().anyMatch(p -> p.key().equals("file"))) {
            return Optional.of(ofRun(type));
        }
        for (String base : BASES) {
            if (uses(recipe(base), type)) {
                return Optional.of(new MethodExample(base, List.of()));
            }
        }
        for (List<String> with : COMPANIONS) {
            for (String base : BASES) {
                Optional<MethodExample> found = in(new MethodExample(base, with), type, bundled);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Samples.all().stream()
                .filter(s -> uses(s.recipe(), type))
                .map(s -> new MethodExample(s.id(), List.of()))
                .findFirst();
    }

    /// The method in a place of a recipe where it trains.
    private static Optional<MethodExample> in(
            MethodExample base, MethodType<?> type, DataFiles bundled) {
        List<String> places;
        try {
            places = places(base.recipe(), type, "");
        } catch (UserFacingException _) {
            return Optional.empty(); // the companions have no place in it
        }
        for (String path : places) {
            List<String> settings = new ArrayList<>(base.settings());
            settings.add(path + "=" + type.id());
            var example = new MethodExample(base.sample(), settings);
            if (example.trains(bundled)) {
                return Optional.of(example);
            }
        }
        return Optional.empty();
    }

    private static MethodExample ofData(MethodType<?> type) {
        for (Sample sample : Samples.all()) {
            if (uses(sample.recipe(), type)) {
                return new MethodExample(sample.id(), List.of());
            }
        }
        List<String> settings = new ArrayList<>(List.of("data=" + type.id()));
        if (RemoteData.find(type.id()).isEmpty()) { // it is a person's own
            type.params().stream()
                    .map(Param::key)
                    .filter(List.of("folder", "file")::contains)
                    .forEach(key ->
                            settings.add("data." + key + "=" + key.toUpperCase(Locale.ROOT)));
        }
        boolean isText = type.create(ParamValues.none()) instanceof TextSource;
        return new MethodExample(isText ? "kjv-gpt-dense" : "fashion-rigl-90", settings);
    }

    /// A method that reads what another run left.
    private static MethodExample ofRun(MethodType<?> type) {
        String path = places(recipe(BASES.getFirst()), type, "").getFirst();
        return new MethodExample(
                BASES.getFirst(), List.of(path + "=" + type.id(), path + ".file=RUN"));
    }

    private static Recipe recipe(String sample) {
        return Samples.find(sample).orElseThrow().recipe();
    }

    Recipe recipe() {
        Recipe recipe = recipe(sample);
        for (String setting : settings) {
            recipe = Setting.of(setting).applyTo(recipe);
        }
        return recipe;
    }

    /// `filigree train …`, after a command that fetches its data where that does not come along.
    String command() {
        var command = new StringBuilder();
        RemoteData.find(recipe().data().type().id())
                .ifPresent(data -> command.append("filigree data " + data.id() + " && "));
        command.append("filigree train ").append(sample);
        settings.forEach(s -> command.append(" --set ").append(s));
        return command.toString();
    }

    private boolean trains(DataFiles bundled) {
        try (var _ = new Trainer(recipe(), bundled, 1)) {
            return true;
        } catch (UserFacingException _) {
            return false; // it does not fit there: the next place may do
        }
    }

    /// Whether a method is part of another.
    static boolean uses(Method method, MethodType<?> type) {
        if (method.type().id().equals(type.id())) {
            return true;
        }
        ParamValues values = MethodType.valuesOf(method);
        return method.type().params().stream()
                .anyMatch(p -> values.get(p) instanceof Method part && uses(part, type));
    }

    /// Paths of a recipe where a method of this kind may stand.
    private static List<String> places(Method method, MethodType<?> type, String before) {
        List<String> places = new ArrayList<>();
        ParamValues values = MethodType.valuesOf(method);
        for (Param<?> param : method.type().params()) {
            if (param instanceof Param.OfMethod<?> part) {
                String path = before + param.key();
                if (Catalog.family(part.family()).contains(type)
                        && !part.excluded().contains(type.id())) {
                    places.add(path);
                }
                if (values.get(param) instanceof Method inner) {
                    places.addAll(places(inner, type, path + "."));
                }
            }
        }
        return places;
    }
}
