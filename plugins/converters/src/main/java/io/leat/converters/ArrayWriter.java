package io.leat.converters;

import java.util.Collection;

/** A collection as a JSON array. */
record ArrayWriter(ValueWriter element) implements TypedWriter.Body {

    @Override
    public void write(Object value, JsonOutput out) {
        out.open('[');
        boolean first = true;
        for (var next : (Collection<?>) value) {
            if (!first) {
                out.symbol(',');
            }
            first = false;
            element.write(next, out);
        }
        out.close(']');
    }
}
