package filigree.model.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import filigree.model.sparsity.Mask;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Numbers that an independent reference wrote. `-Dfiligree.golden=FOLDER` reads them from another
/// folder of the same form, relative to the project's root.
///
/// Nothing is skipped: a missing file, a missing list of cases and a key that no test reads fail.
final class Golden {
    private static final double RELATIVE = 1e-5; // of a tensor's largest number: f32 sums
    private static final double ABSOLUTE = 1e-7;

    private Golden() {}

    /// One case of a file.
    record Case(String file, String list, int number, JsonNode json) {
        @Override
        public String toString() {
            return file + " " + list + " " + number;
        }

        /// Refuses a case that has other keys than these; notes may stand beside them.
        Case with(String... keys) {
            return with(Set.of(keys), Set.of());
        }

        Case with(Set<String> needed, Set<String> possible) {
            checkKeys(toString(), json, needed, possible);
            return this;
        }

        JsonNode get(String key) {
            JsonNode value = json.get(key);
            assertNotNull(value, this + " has no " + key);
            return value;
        }

        boolean has(String key) {
            return json.has(key);
        }

        double number(String key) {
            assertTrue(get(key).isNumber(), this + ": " + key + " is " + get(key));
            return get(key).doubleValue();
        }

        long whole(String key) {
            assertTrue(get(key).isIntegralNumber(), this + ": " + key + " is " + get(key));
            return get(key).longValue();
        }

        String text(String key) {
            assertTrue(get(key).isString(), this + ": " + key + " is " + get(key));
            return get(key).stringValue();
        }

        List<JsonNode> list(String key) {
            return elements(get(key));
        }
    }

    /// The cases of `<name>.json`, at least one.
    static Stream<Case> cases(String name) {
        return lists(name, "cases").stream();
    }

    /// The cases of a file with several lists, each of which must be there.
    static List<Case> lists(String name, String... lists) {
        JsonNode file = read(name + ".json");
        checkKeys(name, file, Set.of(lists), Set.of("case", "about", "seed"));
        assertEquals(name, file.path("case").asString(""), "the kind of " + name + ".json");
        List<Case> cases = new ArrayList<>();
        for (String list : lists) {
            List<JsonNode> found = elements(file.get(list));
            assertFalse(found.isEmpty(), name + ".json has no " + list);
            for (JsonNode c : found) {
                cases.add(new Case(name, list, cases.size(), c));
            }
        }
        return cases;
    }

    /// The cases of a file that has one object for each kind, every one of which must be there.
    static List<Case> kinds(String name, String... kinds) {
        JsonNode file = read(name + ".json");
        checkKeys(name, file, Set.of(kinds), Set.of("case", "about", "seed"));
        assertEquals(name, file.path("case").asString(""), "the kind of " + name + ".json");
        List<Case> cases = new ArrayList<>();
        for (String kind : kinds) {
            cases.add(new Case(name, kind, cases.size(), file.get(kind)));
        }
        return cases;
    }

    private static JsonNode read(String name) {
        try (InputStream in = open(name)) {
            return new JsonMapper().readTree(in);
        } catch (IOException e) {
            return fail("the golden file " + name + " cannot be read: " + e, e);
        }
    }

    private static InputStream open(String name) throws IOException {
        String folder = System.getProperty("filigree.golden", "");
        if (folder.isEmpty()) {
            InputStream bundled = Golden.class.getResourceAsStream("/golden/" + name);
            return Objects.requireNonNull(bundled, "no bundled golden file " + name);
        }
        Path root = Path.of(System.getProperty("filigree.root", ""));
        return Files.newInputStream(root.resolve(folder).resolve(name));
    }

    /// @param possible keys that may be missing
    static void checkKeys(String where, JsonNode json, Set<String> needed, Set<String> possible) {
        assertTrue(json != null && json.isObject(), where + " is no object");
        for (String key : needed) {
            assertTrue(json.has(key), where + " has no " + key);
        }
        for (String key : json.propertyNames()) {
            boolean note = key.endsWith("Note") || key.equals("note") || key.equals("about");
            assertTrue(
                    note || needed.contains(key) || possible.contains(key),
                    where + " has an unknown key " + key);
        }
    }

    static List<JsonNode> elements(JsonNode list) {
        assertTrue(list != null && list.isArray(), "no list: " + list);
        return StreamSupport.stream(list.spliterator(), false).toList();
    }

    /// Rows and columns of a `{ "shape": [rows, columns], "data": […] }`.
    static int[] shape(JsonNode tensor) {
        int[] shape = ints(tensor.get("shape"));
        long size = 1;
        for (int n : shape) {
            size *= n;
        }
        assertEquals(size, tensor.get("data").size(), "numbers of a tensor");
        return shape;
    }

    /// The numbers of a `{ "shape": […], "data": […] }`, row-major.
    static float[] floats(JsonNode tensor) {
        int[] _ = shape(tensor);
        double[] numbers = doubles(tensor.get("data"));
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    static double[] doubles(JsonNode list) {
        return elements(list).stream().mapToDouble(JsonNode::doubleValue).toArray();
    }

    static int[] ints(JsonNode list) {
        return elements(list).stream().mapToInt(JsonNode::intValue).toArray();
    }

    /// A mask from a tensor of zeros and ones.
    static Mask mask(JsonNode tensor) {
        float[] active = floats(tensor);
        for (float a : active) {
            assertTrue(a == 0 || a == 1, "a mask holds " + a);
        }
        int[] shape = shape(tensor);
        return Mask.where(shape[0], shape[1], i -> active[(int) i] != 0);
    }

    static void assertMask(String what, JsonNode expected, Mask actual) {
        assertArrayEquals(mask(expected).flatIndices(), actual.flatIndices(), what);
        assertEquals(mask(expected), actual, what);
    }

    /// Names the first difference. The tolerance is that of the whole tensor.
    static void assertClose(String what, float[] expected, float[] actual) {
        double[] e = new double[expected.length];
        double[] a = new double[actual.length];
        for (int i = 0; i < e.length; i++) {
            e[i] = expected[i];
        }
        for (int i = 0; i < a.length; i++) {
            a[i] = actual[i];
        }
        assertClose(what, e, a);
    }

    static void assertClose(String what, double[] expected, double[] actual) {
        assertEquals(expected.length, actual.length, what + ": length");
        double largest = 0;
        for (double e : expected) {
            largest = Math.max(largest, Math.abs(e));
        }
        double tolerance = RELATIVE * largest + ABSOLUTE;
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], tolerance, what + " differs first at " + i);
        }
    }

    static void assertClose(String what, double expected, double actual) {
        assertClose(what, new double[] {expected}, new double[] {actual});
    }
}
