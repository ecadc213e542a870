package io.leat.converters;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Writes a value by its Java class, where there is no schema. Only the classes of Connect's data model are known. */
final class SchemalessWriter implements ValueWriter {

    static final SchemalessWriter INSTANCE = new SchemalessWriter();

    private SchemalessWriter() {}

    @Override
    public void write(@Nullable Object value, JsonOutput out) {
        if (value == null) {
            out.nothing();
        } else if (value instanceof String text) {
            out.string(text);
        } else if (value instanceof Number number) {
            number(number, out);
        } else if (value instanceof Boolean bool) {
            out.bool(bool);
        } else if (value instanceof Map<?, ?> map) {
            map(map, out);
        } else if (value instanceof List<?> list) {
            list(list, out);
        } else {
            other(value, out);
        }
    }

    private static void number(Number number, JsonOutput out) {
        if (number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte) {
            out.number(number.longValue());
        } else if (number instanceof Double) {
            out.number(number.doubleValue());
        } else if (number instanceof Float) {
            out.number(number.floatValue());
        } else {
            throw unknown(number);
        }
    }

    private void map(Map<?, ?> map, JsonOutput out) {
        for (var key : map.keySet()) {
            if (!(key instanceof String)) {
                pairs(map, out);
                return;
            }
        }
        object(map, out);
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
            write(entry.getValue(), out);
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
            write(entry.getKey(), out);
            out.symbol(',');
            write(entry.getValue(), out);
            out.close(']');
        }
        out.close(']');
    }

    private void list(List<?> list, JsonOutput out) {
        out.open('[');
        boolean first = true;
        for (var element : list) {
            if (!first) {
                out.symbol(',');
            }
            first = false;
            write(element, out);
        }
        out.close(']');
    }

    private static void other(Object value, JsonOutput out) {
        if (value instanceof byte[] bytes) {
            out.base64(bytes);
        } else if (value instanceof ByteBuffer buffer) {
            out.base64(buffer.array());
        } else if (value instanceof Struct) {
            throw new DataException("Mismatching schema: a Struct needs its schema, but none was given.");
        } else {
            throw unknown(value);
        }
    }

    private static DataException unknown(Object value) {
        return new DataException("Java " + value.getClass() + " does not have a corresponding schema type.");
    }
}
