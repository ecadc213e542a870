package io.leat.converters;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** What all types have in common: nulls and defaults, and a clear answer for a value of the wrong class. */
final class TypedWriter implements ValueWriter {

    private final Schema schema;
    private final String where;
    private final @Nullable Object defaultValue;
    private final Body body;

    /** Writes a value that is not null; a {@code ClassCastException} says that it is of the wrong class. */
    @FunctionalInterface
    interface Body {
        void write(Object value, JsonOutput out);
    }

    TypedWriter(Schema schema, String where, boolean replaceNullWithDefault, Body body) {
        this.schema = schema;
        this.where = where;
        this.defaultValue = replaceNullWithDefault ? schema.defaultValue() : null;
        this.body = body;
    }

    @Override
    public void write(@Nullable Object value, JsonOutput out) {
        if (value != null) {
            present(value, out);
        } else if (defaultValue != null) {
            present(defaultValue, out);
        } else if (schema.isOptional()) {
            out.nothing();
        } else {
            throw new DataException("Conversion error: null value for field that is required and has no default value,"
                    + " at " + where + " of type " + schema.type());
        }
    }

    private void present(Object value, JsonOutput out) {
        try {
            body.write(value, out);
        } catch (ClassCastException e) {
            throw new DataException("Invalid type for " + schema.type() + " at " + where + ": " + value.getClass(), e);
        }
    }
}
