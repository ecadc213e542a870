package io.leat.connectors.datagen;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/** A point in time as a setting. */
public record StartTime(Instant instant) {

    /** @throws IllegalArgumentException if the text is no time */
    public static StartTime parse(String text) {
        try {
            return new StartTime(Instant.parse(text.trim()));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("must be a time such as 2026-01-01T00:00:00Z");
        }
    }

    @Override
    public String toString() {
        return instant.toString();
    }
}
