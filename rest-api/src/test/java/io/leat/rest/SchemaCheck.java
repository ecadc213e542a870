package io.leat.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Holds JSON against a schema of the OpenAPI document; knows the few keywords that stand in ours. */
final class SchemaCheck {

    private final JsonNode document;

    SchemaCheck(JsonNode document) {
        this.document = document;
    }

    void assertValid(String where, JsonNode value, JsonNode given) {
        var schema = resolved(given);
        if (schema.has("oneOf") || schema.has("anyOf")) {
            assertOneMatches(where, value, schema.has("oneOf") ? schema.get("oneOf") : schema.get("anyOf"));
            return;
        }
        if (schema.has("type")) {
            assertThat(types(schema.get("type"))).as("types of " + where).contains(type(value));
        }
        if (schema.has("enum")) {
            assertThat(schema.get("enum")).as(where).contains(value);
        }
        if (value.isObject()) {
            assertFields(where, value, schema);
        }
        if (value.isArray() && schema.has("items")) {
            value.forEach(item -> assertValid(where + "/*", item, schema.get("items")));
        }
    }

    private void assertFields(String where, JsonNode value, JsonNode schema) {
        schema.path("required")
                .forEach(field -> assertThat(value.has(field.asText()))
                        .as(where + " has " + field)
                        .isTrue());
        var properties = schema.path("properties");
        var others = schema.path("additionalProperties");
        value.properties().forEach(field -> {
            if (properties.has(field.getKey())) {
                assertValid(where + "/" + field.getKey(), field.getValue(), properties.get(field.getKey()));
            } else {
                assertThat(others.isBoolean() && !others.booleanValue())
                        .as(where + " may not have " + field.getKey())
                        .isFalse();
                if (others.isObject()) {
                    assertValid(where + "/" + field.getKey(), field.getValue(), others);
                }
            }
        });
    }

    private void assertOneMatches(String where, JsonNode value, JsonNode choices) {
        var matching = StreamSupport.stream(choices.spliterator(), false)
                .filter(choice -> matches(value, choice))
                .count();
        assertThat(matching).as("schemas that fit " + where).isEqualTo(1);
    }

    private boolean matches(JsonNode value, JsonNode choice) {
        try {
            assertValid("", value, choice);
            return true;
        } catch (AssertionError doesNot) {
            return false;
        }
    }

    private JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? document.at(schema.get("$ref").asText().substring(1)) : schema;
    }

    private static Set<String> types(JsonNode type) {
        var types = new HashSet<String>();
        if (type.isTextual()) {
            types.add(type.asText());
        }
        type.forEach(each -> types.add(each.asText()));
        return types;
    }

    private static String type(JsonNode value) {
        return value.isIntegralNumber() ? "integer" : value.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
