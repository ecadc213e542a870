package io.leat.rest.resource;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.rest.error.BadRequest;
import io.leat.rest.view.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A JSON object sent by a client. Every complaint names the field or the place in the text, never its content. */
record JsonBody(ObjectNode root) {

    /** @throws BadRequest if it is not one JSON object */
    static JsonBody read(InputStream body) {
        var node = parse(body);
        if (node == null || node.isMissingNode()) {
            throw new BadRequest("The request body is missing; a JSON object is expected");
        }
        if (node instanceof ObjectNode object) {
            return new JsonBody(object);
        }
        throw new BadRequest("The request body must be a JSON object, not " + kind(node));
    }

    private static @Nullable JsonNode parse(InputStream body) {
        try {
            return Json.mapper().readTree(body);
        } catch (JsonProcessingException malformed) {
            throw new BadRequest(malformedAt(malformed));
        } catch (IOException broken) {
            throw new BadRequest("The request body could not be read to its end");
        }
    }

    /** Jackson's own text quotes what was sent, which may be a password. */
    private static String malformedAt(JsonProcessingException malformed) {
        var what = malformed instanceof JsonParseException ? "is not valid JSON" : "is not one JSON object";
        var where = malformed.getLocation();
        return where == null
                ? "The request body " + what
                : "The request body " + what + ": line " + where.getLineNr() + ", column " + where.getColumnNr();
    }

    JsonBody withOnly(String... known) {
        var fields = List.of(known);
        root.fieldNames().forEachRemaining(field -> {
            if (!fields.contains(field)) {
                throw new BadRequest("Unknown field \"" + field + "\" in the request body; known fields are "
                        + String.join(", ", fields));
            }
        });
        return this;
    }

    /** The text of {@code field}, null if it is absent or null. */
    @Nullable
    String text(String field) {
        var value = root.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new BadRequest("Field \"" + field + "\" must be a string, not " + kind(value));
        }
        return value.textValue();
    }

    /** The positive whole number of {@code field}; empty if it is absent or null. */
    OptionalInt number(String field) {
        var value = root.get(field);
        if (value == null || value.isNull()) {
            return OptionalInt.empty();
        }
        if (!value.canConvertToInt() || !value.isIntegralNumber() || value.intValue() < 1) {
            throw new BadRequest("Field \"" + field + "\" must be a whole number from 1 on");
        }
        return OptionalInt.of(value.intValue());
    }

    /** Settings under {@code field}, none if it is absent; null where a setting is to be removed. */
    Map<String, @Nullable String> settingsOrNone(String field) {
        var value = root.get(field);
        if (value == null || value.isNull()) {
            return Map.of();
        }
        if (value instanceof ObjectNode object) {
            return new JsonBody(object).patch();
        }
        throw new BadRequest("Field \"" + field + "\" must be an object with settings, not " + kind(value));
    }

    /** The connector settings under {@code field}. */
    Map<String, String> settings(String field) {
        var value = root.get(field);
        if (value instanceof ObjectNode object) {
            return new JsonBody(object).settings();
        }
        throw new BadRequest(
                value == null || value.isNull()
                        ? "Field \"" + field + "\" is missing: an object with the connector's settings is expected"
                        : "Field \"" + field + "\" must be an object with the connector's settings, not "
                                + kind(value));
    }

    /** The body as connector settings: numbers and booleans become strings, as in Kafka Connect; null is refused. */
    Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        patch().forEach((key, value) -> {
            if (value == null) {
                throw new BadRequest(
                        "Setting \"" + key + "\" is null; null can not be supplied as a configuration value."
                                + " Give a string or leave the setting out");
            }
            settings.put(key, value);
        });
        return settings;
    }

    /** As {@link #settings()}, with null where a setting is to be removed. */
    Map<String, @Nullable String> patch() {
        var settings = new LinkedHashMap<String, @Nullable String>();
        root.properties().forEach(each -> settings.put(each.getKey(), setting(each.getKey(), each.getValue())));
        return settings;
    }

    private static @Nullable String setting(String key, JsonNode value) {
        if (value.isContainerNode()) {
            throw new BadRequest("Setting \"" + key + "\" must be a string, not " + kind(value));
        }
        return value.isNull() ? null : value.asText();
    }

    static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            default -> "null";
        };
    }
}
