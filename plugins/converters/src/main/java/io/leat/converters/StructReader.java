package io.leat.converters;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/** Reads an object as a struct: members in any order, those unknown to the schema skipped, those missing as null. */
final class StructReader implements ValueReader {

    private final Schema schema;
    private final String where;
    private final Field[] fields;
    private final TypedReader[] readers;

    StructReader(Schema schema, ValueReaders all, String where) {
        this.schema = schema.schema();
        this.where = where;
        this.fields = schema.fields().toArray(Field[]::new);
        this.readers = new TypedReader[fields.length];
        for (int i = 0; i < fields.length; i++) {
            readers[i] = all.of(fields[i].schema(), where + "." + fields[i].name());
        }
    }

    @Override
    public Struct read(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new DataException(
                    "Structs should be encoded as JSON objects, but found " + JsonKind.of(json) + " at " + where);
        }
        var struct = new Struct(schema);
        var seen = new boolean[fields.length];
        int expected = 0;
        for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            int index = index(name, expected);
            if (index < 0) {
                SchemalessReader.INSTANCE.read(json);
            } else {
                struct.put(fields[index], readers[index].read(json));
                seen[index] = true;
                expected = index + 1;
            }
        }
        complete(struct, seen);
        return struct;
    }

    /** Members mostly come in the schema's order; then no lookup is needed. */
    private int index(String name, int expected) {
        if (expected < fields.length && fields[expected].name().equals(name)) {
            return expected;
        }
        var field = schema.field(name);
        return field == null ? -1 : field.index();
    }

    private void complete(Struct struct, boolean[] seen) {
        for (int i = 0; i < fields.length; i++) {
            if (!seen[i]) {
                struct.put(fields[i], readers[i].absent());
            }
        }
    }
}
