package io.leat.runtime.log;

import java.time.Duration;
import java.time.format.DateTimeParseException;

/**
 * Where a reader goes on in a partition for which it has no offset, or one that does not exist any more: what {@code
 * auto.offset.reset} says to Kafka's consumers (KIP-1106).
 */
public sealed interface OffsetReset {

    OffsetReset EARLIEST = new Earliest();
    OffsetReset LATEST = new Latest();
    OffsetReset NONE = new None();

    /** The first record that exists. */
    record Earliest() implements OffsetReset {}

    /** The end: only what is written from now on. */
    record Latest() implements OffsetReset {}

    /** Nowhere: the reader fails. */
    record None() implements OffsetReset {}

    /** The first record of a time so long before the present; the end, if there is none since. */
    record Since(Duration before) implements OffsetReset {}

    /**
     * Reads {@code earliest}, {@code latest}, {@code none} or {@code by_duration:PnDTnHnMn.nS}.
     *
     * @throws IllegalArgumentException saying what it may be
     */
    static OffsetReset parse(String text) {
        return switch (text) {
            case "earliest" -> EARLIEST;
            case "latest" -> LATEST;
            case "none" -> NONE;
            default -> since(text);
        };
    }

    private static OffsetReset since(String text) {
        var prefix = "by_duration:";
        try {
            if (text.startsWith(prefix)) {
                var before = Duration.parse(text.substring(prefix.length()));
                if (!before.isNegative()) {
                    return new Since(before);
                }
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(expected(), e);
        }
        throw new IllegalArgumentException(expected());
    }

    private static String expected() {
        return "must be earliest, latest, none or by_duration:<duration> with a duration such as PT6H or P1DT12H that is"
                + " not negative";
    }
}
