package io.leat.runtime.letters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * A Connect schema as JSON, all of it:
 *
 * <pre>
 * {"type":"struct","optional":true,"name":"n","version":1,"doc":"d","parameters":{"k":"v"},"default":…,
 *  "fields":[{"field":"a", …schema…}], "keys":…schema…, "values":…schema…, "items":…schema…}
 * </pre>
 */
final class SchemaJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SchemaJson() {}

    static JsonNode write(@Nullable Schema schema) {
        return schema == null ? NODES.nullNode() : object(schema);
    }

    private static ObjectNode object(Schema schema) {
        var json = NODES.objectNode();
        json.put("type", schema.type().getName());
        json.put("optional", schema.isOptional());
        if (schema.name() != null) {
            json.put("name", schema.name());
        }
        if (schema.version() != null) {
            json.put("version", schema.version());
        }
        if (schema.doc() != null) {
            json.put("doc", schema.doc());
        }
        if (schema.parameters() != null) {
            var parameters = json.putObject("parameters");
            schema.parameters().forEach(parameters::put);
        }
        if (schema.defaultValue() != null) {
            json.set("default", DataJson.write(schema, schema.defaultValue()));
        }
        addParts(schema, json);
        return json;
    }

    private static void addParts(Schema schema, ObjectNode json) {
        switch (schema.type()) {
            case ARRAY -> json.set("items", object(schema.valueSchema()));
            case MAP -> {
                json.set("keys", object(schema.keySchema()));
                json.set("values", object(schema.valueSchema()));
            }
            case STRUCT -> {
                var fields = json.putArray("fields");
                schema.fields()
                        .forEach(field -> fields.add(
                                NODES.objectNode().put("field", field.name()).setAll(object(field.schema()))));
            }
            default -> {}
        }
    }

    /** @throws DataException if it is not a schema */
    static @Nullable Schema read(@Nullable JsonNode json) {
        if (json == null || json.isNull()) {
            return null;
        }
        var builder = builder(json);
        if (json.path("optional").asBoolean(false)) {
            builder.optional();
        }
        if (json.hasNonNull("name")) {
            builder.name(json.get("name").asText());
        }
        if (json.hasNonNull("version")) {
            builder.version(json.get("version").asInt());
        }
        if (json.hasNonNull("doc")) {
            builder.doc(json.get("doc").asText());
        }
        json.path("parameters")
                .properties()
                .forEach(
                        each -> builder.parameter(each.getKey(), each.getValue().asText()));
        if (json.hasNonNull("default")) {
            builder.defaultValue(DataJson.read(builder, json.get("default")));
        }
        return builder.build();
    }

    private static SchemaBuilder builder(JsonNode json) {
        return switch (type(json)) {
            case ARRAY -> SchemaBuilder.array(part(json, "items"));
            case MAP -> SchemaBuilder.map(part(json, "keys"), part(json, "values"));
            case STRUCT -> struct(json);
            default -> SchemaBuilder.type(type(json));
        };
    }

    private static Schema.Type type(JsonNode json) {
        try {
            return Schema.Type.valueOf(json.path("type").asText().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new DataException(
                    "A schema's \"type\" must be one of Kafka Connect's types, such as string, int64 or" + " struct.");
        }
    }

    private static Schema part(JsonNode json, String name) {
        var part = read(json.get(name));
        if (part == null) {
            throw new DataException("A schema of type " + json.path("type").asText() + " needs \"" + name + "\".");
        }
        return part;
    }

    private static SchemaBuilder struct(JsonNode json) {
        var builder = SchemaBuilder.struct();
        json.path("fields").forEach(field -> builder.field(field.path("field").asText(), read(field)));
        return builder;
    }
}
