package io.leat.runtime.letters;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a replay begins. */
public enum ReplayFrom {
    /** At the step that failed: what came before it is not applied again. */
    STAGE,
    /** With the record as it came to the connector. */
    START;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ReplayFrom> parse(String text) {
        return Stream.of(values()).filter(from -> from.text().equals(text)).findFirst();
    }
}
