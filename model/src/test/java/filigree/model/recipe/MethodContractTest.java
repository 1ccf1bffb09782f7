package filigree.model.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.error.UserFacingException;
import filigree.model.file.Json;
import filigree.model.method.Method;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.method.ParamValues;
import filigree.model.text.Texts;
import filigree.model.train.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every method in the catalog promises, and the recipe itself. A new method is tested here by
/// being registered.
class MethodContractTest {
    private static final Texts ENGLISH = Texts.core(Locale.ENGLISH);
    private static final Texts CHINESE = Texts.core(Locale.SIMPLIFIED_CHINESE);

    @TempDir private Path folder = Path.of("");

    static Stream<MethodType<?>> all() {
        return Stream.concat(Catalog.all().stream(), Stream.of(Recipe.TYPE));
    }

    @ParameterizedTest
    @MethodSource("all")
    void isNamedAndCited(MethodType<?> type) {
        assertTrue(type.id().matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"), type.id());
        assertFalse(type.source().isBlank(), type.id() + " needs a source");
        Set<String> keys = new HashSet<>();
        for (Param<?> param : type.params()) {
            assertTrue(param.key().matches("[a-z][a-zA-Z0-9]*"), param.key());
            assertTrue(keys.add(param.key()), type.id() + " has twice: " + param.key());
            assertFalse(param.key().equals(MethodCodec.METHOD), "that key names the method");
        }
    }

    @Test
    void everyIdNamesOneMethod() {
        Set<String> ids = new HashSet<>();
        all().forEach(type -> assertTrue(ids.add(type.id()), "twice: " + type.id()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void isDocumentedInBothLanguages(MethodType<?> type) {
        String method = "method." + type.id() + ".";
        assertText(method + "title", false);
        assertText(method + "summary", true);
        for (Param<?> param : type.params()) {
            assertText(method + param.key() + ".label", false);
            assertText(method + param.key() + ".help", true);
            assertFalse(ENGLISH.get(method + param.key() + ".label").endsWith(":"), param.key());
            if (param instanceof Param.OfChoice<?> choice) {
                for (Enum<?> constant : choice.choices()) {
                    String word = Param.OfChoice.kebab(constant);
                    assertText(method + param.key() + "." + word, false);
                }
            }
        }
    }

    @Test
    void familiesUnitsAndStatesHaveWords() {
        for (Catalog.Family<?> family : Catalog.families()) {
            assertTrue(family.id().matches("[a-z][a-z-]*"), family.id());
            assertText("family." + family.id(), false);
            assertFalse(family.types().isEmpty(), family.id());
        }
        for (Param.Unit unit : Param.Unit.values()) {
            if (unit != Param.Unit.NONE) { // nothing stands after a plain number
                assertText("unit." + Param.OfChoice.kebab(unit), false);
            }
        }
        for (RunState state : RunState.values()) {
            assertText("state." + Param.OfChoice.kebab(state), false);
        }
    }

    @Test
    void noTextIsAboutSomethingThatIsGone() {
        Set<String> known = new TreeSet<>();
        all().forEach(type -> {
            known.add("method." + type.id());
            type.params().forEach(p -> known.add("method." + type.id() + "." + p.key()));
        });
        var bundle = ResourceBundle.getBundle("filigree.model.messages", Locale.ROOT);
        for (String key : Collections.list(bundle.getKeys())) {
            if (key.startsWith("method.")) {
                String owner = key.substring(0, key.lastIndexOf('.'));
                assertTrue(known.contains(owner), key + " describes nothing");
            }
        }
    }

    private static void assertText(String key, boolean sentence) {
        assertTrue(ENGLISH.has(key), "missing: " + key);
        String english = ENGLISH.get(key);
        String chinese = CHINESE.get(key);
        assertFalse(english.isBlank() || chinese.isBlank(), key);
        if (sentence) {
            assertTrue(english.endsWith(".") && chinese.endsWith("。"), key + " is no sentence");
            assertFalse(english.equals(chinese), key + " is not translated");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void defaultsAreAllowed(MethodType<?> type) {
        type.params().forEach(MethodContractTest::assertDefaultIsAllowed);
    }

    private static <T> void assertDefaultIsAllowed(Param<T> param) {
        assertEquals(param.defaultValue(), param.check(param.defaultValue(), param.key()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void defaultsSurviveTheRoundTripThroughJson(MethodType<?> type) throws Exception {
        roundTrip(type);
    }

    private <M extends Method> void roundTrip(MethodType<M> type) throws Exception {
        M made = type.create(ParamValues.none());
        assertSame(type, made.type());
        assertEquals(made, type.create(type.read(made)));
        Map<String, Object> tree =
                made instanceof Recipe recipe ? recipe.toTree() : MethodCodec.encode(made);
        Path file = folder.resolve("method.json");
        Files.writeString(file, Json.write(tree));
        Map<String, Object> read = new LinkedHashMap<>();
        Json.parse(file).forEach((k, v) -> read.put(k, v == null ? "null" : v));
        assertEquals(
                made,
                made instanceof Recipe
                        ? Recipe.fromTree(read)
                        : MethodCodec.decode(familyOf(type), read, ""));
    }

    private static Class<? extends Method> familyOf(MethodType<?> type) {
        for (Catalog.Family<?> family : Catalog.families()) {
            if (family.types().contains(type)) {
                return family.of();
            }
        }
        throw new AssertionError(type + " is in no family");
    }

    @ParameterizedTest
    @MethodSource("all")
    void refusesValuesOutOfBounds(MethodType<?> type) {
        for (Param<?> param : type.params()) {
            switch (param) {
                case Param.OfDouble p -> {
                    assertRefused(type, p, Math.nextDown(p.min()), "out-of-range");
                    assertRefused(type, p, Math.nextUp(p.max()), "out-of-range");
                    assertRefused(type, p, Double.NaN, "out-of-range");
                    assertRefused(type, p, "0.5", "wrong-kind-number");
                }
                case Param.OfLong p -> {
                    assertRefused(type, p, p.min() - 1, "out-of-range");
                    if (p.max() < Long.MAX_VALUE) {
                        assertRefused(type, p, p.max() + 1, "out-of-range");
                    }
                    assertRefused(type, p, p.min() + 0.5, "wrong-kind-whole");
                }
                case Param.OfFlag p -> assertRefused(type, p, "true", "wrong-kind-flag");
                case Param.OfChoice<?> p -> assertRefused(type, p, "neither", "wrong-choice");
                case Param.OfText p -> {
                    assertRefused(type, p, "x".repeat(p.maxLength() + 1), "text-too-long");
                    assertRefused(type, p, 1, "wrong-kind-text");
                }
                case Param.OfNumbers p -> {
                    assertRefused(type, p, List.of(p.min() - 1), "out-of-range");
                    assertRefused(type, p, List.of(p.max() + 1L), "out-of-range");
                    var long1 = Collections.nCopies(p.maxCount() + 1, p.min());
                    assertRefused(type, p, long1, "list-too-long");
                    assertRefused(type, p, 300, "wrong-kind-list");
                }
                case Param.OfMethod<?> p -> {
                    assertRefused(type, p, 300, "wrong-kind-method");
                    for (String id : p.excluded()) {
                        assertRefused(type, p, id, "method-not-here");
                    }
                }
            }
        }
    }

    private static void assertRefused(
            MethodType<?> type, Param<?> param, Object value, String problem) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(param.key(), value);
        boolean recipe = type == Recipe.TYPE;
        if (!recipe) {
            tree.put(MethodCodec.METHOD, type.id());
        }
        var e =
                assertThrows(
                        UserFacingException.class,
                        () -> {
                            Object _ =
                                    recipe
                                            ? Recipe.fromTree(tree)
                                            : MethodCodec.decode(familyOf(type), tree, "");
                        },
                        type + "." + param.key() + " took " + value);
        assertEquals(problem, e.problems().getFirst().id(), type + "." + param.key());
        assertTrue(e.problems().getFirst().arguments().contains(param.key()), e.getMessage());
        assertFalse(ENGLISH.get(e).contains("{"), ENGLISH.get(e));
    }
}
