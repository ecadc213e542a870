package io.leat.converters;

import org.jspecify.annotations.Nullable;

/** Writes one Connect value as JSON. Immutable; throws {@code DataException} for a value that does not fit. */
@FunctionalInterface
interface ValueWriter {

    void write(@Nullable Object value, JsonOutput out);
}
