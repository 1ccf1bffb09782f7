package filigree.model.file;

import filigree.model.error.Problem;
import filigree.model.error.UserFacingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// Tokens to trees and back: the rules that [Json] promises.
final class JsonTree {
    private final JsonFactory factory;
    private final String name;
    private final int firstLine;
    private final int maxDepth;
    private int depth;

    /// @param name of the origin, for errors
    /// @param firstLine number of the first line, for errors
    /// @param maxDepth of maps and lists inside each other
    JsonTree(JsonFactory factory, String name, int firstLine, int maxDepth) {
        this.factory = factory;
        this.name = name;
        this.firstLine = firstLine;
        this.maxDepth = maxDepth;
    }

    Map<String, @Nullable Object> read(String text) {
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new UserFacingException("json-empty", name);
            }
            if (first != JsonToken.START_OBJECT) {
                throw error("json-not-object", parser.currentTokenLocation());
            }
            Map<String, @Nullable Object> tree = object(parser);
            if (parser.nextToken() != null) {
                throw error("json-trailing", parser.currentTokenLocation());
            }
            return tree;
        } catch (StreamConstraintsException e) {
            throw new UserFacingException(
                    List.of(
                            Problem.of(
                                    "json-limit",
                                    name,
                                    Objects.requireNonNullElse(e.getOriginalMessage(), ""))),
                    e);
        } catch (JacksonException e) {
            throw syntax(e);
        }
    }

    private @Nullable Object value(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> decimal(parser);
            default -> throw new IllegalStateException("token " + token);
        };
    }

    private Map<String, @Nullable Object> object(JsonParser parser) {
        enter(parser);
        var map = new LinkedHashMap<String, @Nullable Object>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            if (map.containsKey(key)) {
                throw error("json-duplicate", parser.currentTokenLocation(), key);
            }
            map.put(key, value(parser, parser.nextToken()));
        }
        depth--;
        return map;
    }

    private List<@Nullable Object> array(JsonParser parser) {
        enter(parser);
        var list = new ArrayList<@Nullable Object>();
        for (var token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            list.add(value(parser, token));
        }
        depth--;
        return list;
    }

    private void enter(JsonParser parser) {
        depth++;
        if (depth > maxDepth) {
            throw error("json-depth", parser.currentTokenLocation(), maxDepth);
        }
    }

    private Number integer(JsonParser parser) {
        return switch (parser.getNumberType()) {
            case INT -> parser.getIntValue();
            case LONG -> parser.getLongValue();
            default -> throw error("json-number", parser.currentTokenLocation(), digits(parser));
        };
    }

    private Double decimal(JsonParser parser) {
        double value = parser.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw error("json-number", parser.currentTokenLocation(), digits(parser));
        }
        return value;
    }

    private static String digits(JsonParser parser) {
        String text = parser.getString();
        return text.length() <= 30 ? text : text.substring(0, 30) + "…";
    }

    private UserFacingException syntax(JacksonException e) {
        TokenStreamLocation location =
                Objects.requireNonNullElse(e.getLocation(), TokenStreamLocation.NA);
        String what = Objects.requireNonNullElse(e.getOriginalMessage(), "");
        return new UserFacingException(
                List.of(
                        Problem.of(
                                "json-syntax",
                                name,
                                Math.max(location.getLineNr(), 1) + firstLine - 1,
                                Math.max(location.getColumnNr(), 1),
                                what)),
                e);
    }

    private UserFacingException error(String id, TokenStreamLocation at, Object... more) {
        var arguments = new ArrayList<Object>();
        arguments.add(name);
        arguments.add(at.getLineNr() + firstLine - 1);
        arguments.add(at.getColumnNr());
        arguments.addAll(List.of(more));
        return new UserFacingException(id, arguments.toArray());
    }

    /// Writes one value; a tree may hold any number type that [Number] has in the JDK.
    static void write(JsonGenerator out, @Nullable Object value) {
        switch (value) {
            case null -> out.writeNull();
            case String s -> out.writeString(s);
            case Boolean b -> out.writeBoolean(b);
            case Integer n -> out.writeNumber(n);
            case Long n -> out.writeNumber(n);
            case Float n -> writeReal(out, n, Float.toString(n));
            case Double n -> writeReal(out, n, Double.toString(n));
            case List<?> list -> {
                out.writeStartArray();
                for (Object element : list) {
                    write(out, element);
                }
                out.writeEndArray();
            }
            case Map<?, ?> map -> {
                out.writeStartObject();
                for (var entry : map.entrySet()) {
                    out.writeName(String.valueOf(entry.getKey()));
                    write(out, entry.getValue());
                }
                out.writeEndObject();
            }
            default ->
                    throw new IllegalArgumentException(
                            "no JSON for a value of " + value.getClass().getName());
        }
    }

    private static void writeReal(JsonGenerator out, double value, String shortest) {
        if (Double.isFinite(value)) {
            out.writeNumber(shortest);
        } else {
            out.writeString(shortest);
        }
    }
}
