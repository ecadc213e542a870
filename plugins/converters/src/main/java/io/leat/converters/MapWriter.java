package io.leat.converters;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** A map: with keys of type STRING a JSON object, with any other an array of pairs. */
final class MapWriter implements TypedWriter.Body {

    private final boolean plainKeys;
    private final boolean stringKeys;
    private final ValueWriter key;
    private final ValueWriter value;

    private MapWriter(boolean plainKeys, boolean stringKeys, ValueWriter key, ValueWriter value) {
        this.plainKeys = plainKeys;
        this.stringKeys = stringKeys;
        this.key = key;
        this.value = value;
    }

    static MapWriter of(Schema schema, ValueWriter key, ValueWriter value) {
        boolean stringKeys = schema.keySchema().type() == Schema.Type.STRING;
        return new MapWriter(stringKeys && schema.keySchema().name() == null, stringKeys, key, value);
    }

    @Override
    public void write(Object map, JsonOutput out) {
        var entries = (Map<?, ?>) map;
        if (!stringKeys) {
            pairs(entries, out);
        } else if (plainKeys && allStrings(entries)) {
            object(entries, out);
        } else {
            named(entries, out);
        }
    }

    private static boolean allStrings(Map<?, ?> map) {
        for (var each : map.keySet()) {
            if (!(each instanceof String)) {
                return false;
            }
        }
        return true;
    }

    private void object(Map<?, ?> map, JsonOutput out) {
        out.open('{');
        boolean first = true;
        for (var entry : map.entrySet()) {
            if (!first) {
                out.symbol(',');
            }
            first = false;
            out.string((String) entry.getKey());
            out.symbol(':');
            value.write(entry.getValue(), out);
        }
        out.close('}');
    }

    private void pairs(Map<?, ?> map, JsonOutput out) {
        out.open('[');
        boolean first = true;
        for (var entry : map.entrySet()) {
            if (!first) {
                out.symbol(',');
            }
            first = false;
            out.open('[');
            key.write(entry.getKey(), out);
            out.symbol(',');
            value.write(entry.getValue(), out);
            out.close(']');
        }
        out.close(']');
    }

    /** Keys that become text first: null, default, logical type. Keys of the same text are one, the last value counts. */
    private void named(Map<?, ?> map, JsonOutput out) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        map.forEach((each, content) -> named.put(name(each), content));
        out.open('{');
        boolean first = true;
        for (var entry : named.entrySet()) {
            if (!first) {
                out.symbol(',');
            }
            first = false;
            out.raw(entry.getKey().getBytes(StandardCharsets.UTF_8));
            out.symbol(':');
            value.write(entry.getValue(), out);
        }
        out.close('}');
    }

    private String name(@Nullable Object each) {
        var scratch = new JsonOutput(64);
        key.write(each, scratch);
        var json = new String(scratch.toBytes(), StandardCharsets.UTF_8);
        return json.startsWith("\"") ? json : '"' + json + '"';
    }
}
