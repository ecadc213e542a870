package io.leat.runtime;

import java.util.Locale;

/** The direction of a connector. */
public enum ConnectorType {
    SOURCE,
    SINK,
    UNKNOWN;

    /** The form used in REST answers: {@code source}, {@code sink}, {@code unknown}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
