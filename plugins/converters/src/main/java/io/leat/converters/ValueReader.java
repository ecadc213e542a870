package io.leat.converters;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON value as a Connect value. The parser stands on the value's first token and is left on its last; where
 * there is no token (an empty document) the value counts as missing. Immutable.
 */
@FunctionalInterface
interface ValueReader {

    /**
     * @throws IOException if the text is not JSON
     * @throws org.apache.kafka.connect.errors.DataException if the value does not fit
     */
    @Nullable
    Object read(JsonParser json) throws IOException;
}
