package io.leat.converters;

import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/** A struct as a JSON object with all fields of its schema, in the schema's order. */
final class StructWriter implements TypedWriter.Body {

    private final Schema schema;
    private final String where;
    private final boolean replaceNullWithDefault;
    private final Field[] fields;
    private final Fragment[] names;
    private final TypedWriter[] values;

    StructWriter(Schema schema, ValueWriters writers, String where) {
        List<Field> all = schema.fields();
        this.schema = schema;
        this.where = where;
        this.replaceNullWithDefault = writers.replaceNullWithDefault();
        this.fields = all.toArray(Field[]::new);
        this.names = new Fragment[fields.length];
        this.values = new TypedWriter[fields.length];
        for (int i = 0; i < fields.length; i++) {
            names[i] = name(i, fields[i].name());
            values[i] = writers.of(fields[i].schema(), where + "." + fields[i].name());
        }
    }

    /** The bytes between two values: {@code ,"name":}. */
    private static Fragment name(int index, String name) {
        var out = new JsonOutput(2 * name.length() + 4);
        if (index > 0) {
            out.symbol(',');
        }
        out.string(name);
        out.symbol(':');
        return new Fragment(out.toBytes());
    }

    @Override
    public void write(Object value, JsonOutput out) {
        var struct = (Struct) value;
        if (!struct.schema().equals(schema)) {
            throw new DataException("Mismatching schema: the Struct at " + where + " was made with another schema than"
                    + " the one it is sent with.");
        }
        out.open('{');
        for (int i = 0; i < fields.length; i++) {
            out.raw(names[i]);
            values[i].write(get(struct, fields[i]), out);
        }
        out.close('}');
    }

    /** By index where it makes no difference: the other way looks the name up. */
    private Object get(Struct struct, Field field) {
        return replaceNullWithDefault ? struct.get(field) : struct.getWithoutDefault(field.name());
    }
}
