package io.leat.runtime.letters;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What has become of a letter. */
public enum LetterState {
    /** Nothing was decided, or a replay failed: it waits. */
    OPEN,
    /** It is to be taken through the connector again, by its running task. */
    REPLAYING,
    /** It has been delivered after all. */
    REPLAYED,
    /** Somebody has decided that it is not needed. */
    DROPPED;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<LetterState> parse(String text) {
        return Stream.of(values()).filter(state -> state.text().equals(text)).findFirst();
    }
}
