package io.leat.converters;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** What all types have in common: null becomes the default, or null where that is allowed. */
final class TypedReader implements ValueReader {

    private final Schema schema;
    private final String where;
    private final @Nullable Object defaultValue;
    private final ValueReader body;

    TypedReader(Schema schema, String where, boolean replaceNullWithDefault, ValueReader body) {
        this.schema = schema;
        this.where = where;
        this.defaultValue = replaceNullWithDefault ? schema.defaultValue() : null;
        this.body = body;
    }

    @Override
    public @Nullable Object read(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NULL ? absent() : body.read(json);
    }

    /** The value of a null, and of a field that is not there. */
    @Nullable
    Object absent() {
        if (defaultValue != null || schema.isOptional()) {
            return defaultValue;
        }
        throw new DataException("Invalid null value for required " + schema.type() + " field at " + where);
    }
}
