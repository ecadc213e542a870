package io.leat.runtime.letters;

import java.util.Locale;

/** On which side of the log a record failed. */
public enum LetterKind {
    SOURCE,
    SINK;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
