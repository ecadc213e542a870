package io.leat.rest.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Compares JSON by its shape: the fields of objects and the types of values. */
final class Shape {

    /** Fields of a status or plugin that may be left out or be there, as the moment has it. */
    private static final Set<String> OPTIONAL = Set.of("trace", "version");

    private Shape() {}

    /** Null stands for any type; an array is compared element by element with the first of the example. */
    static void assertSame(String where, JsonNode actual, JsonNode example) {
        if (actual.isNull() || example.isNull()) {
            return;
        }
        assertThat(actual.getNodeType()).as("type of " + where).isEqualTo(example.getNodeType());
        if (example.isObject()) {
            assertThat(required(actual, example)).as("fields of " + where).isEqualTo(required(example, actual));
            example.fieldNames().forEachRemaining(field -> {
                if (actual.has(field)) {
                    assertSame(where + "/" + field, actual.get(field), example.get(field));
                }
            });
        } else if (example.isArray() && !example.isEmpty()) {
            for (var i = 0; i < actual.size(); i++) {
                assertSame(where + "/" + i, actual.get(i), example.get(0));
            }
        }
    }

    private static Set<String> required(JsonNode object, JsonNode other) {
        var names = new HashSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        names.removeIf(name -> OPTIONAL.contains(name) && !other.has(name));
        return new TreeSet<>(names);
    }
}
