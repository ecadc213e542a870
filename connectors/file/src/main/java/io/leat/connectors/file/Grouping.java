package io.leat.connectors.file;

import java.nio.charset.Charset;
import java.util.regex.Pattern;

/**
 * Which lines belong together, decided line by line. The four modes and their names are those of Vector's file source.
 */
final class Grouping {

    /** How a group goes on after its first line. */
    public enum Mode {
        /** No groups: each line is an event. */
        NONE,
        /** Lines that match belong to it; the first that does not ends it. */
        CONTINUE_THROUGH,
        /** Lines that match belong to it, and one more. */
        CONTINUE_PAST,
        /** It ends before the first line that matches. */
        HALT_BEFORE,
        /** It ends with the first line that matches. */
        HALT_WITH
    }

    /** What a line means for the group before it. */
    enum Step {
        BELONGS,
        END_BEFORE,
        END_WITH
    }

    private final Mode mode;
    private final Pattern start;
    private final Pattern condition;
    private final Charset charset;

    Grouping(Mode mode, Pattern start, Pattern condition, Charset charset) {
        this.mode = mode;
        this.start = start;
        this.condition = condition;
        this.charset = charset;
    }

    boolean single() {
        return mode == Mode.NONE;
    }

    /** Whether a line may begin a group; one that may not is an event of its own. */
    boolean starts(byte[] bytes, int from, int to) {
        return matches(start, bytes, from, to);
    }

    Step next(byte[] bytes, int from, int to) {
        var matches = matches(condition, bytes, from, to);
        return switch (mode) {
            case NONE -> Step.END_BEFORE;
            case CONTINUE_THROUGH -> matches ? Step.BELONGS : Step.END_BEFORE;
            case CONTINUE_PAST -> matches ? Step.BELONGS : Step.END_WITH;
            case HALT_BEFORE -> matches ? Step.END_BEFORE : Step.BELONGS;
            case HALT_WITH -> matches ? Step.END_WITH : Step.BELONGS;
        };
    }

    private boolean matches(Pattern pattern, byte[] bytes, int from, int to) {
        return pattern.matcher(new String(bytes, from, to - from, charset)).find();
    }
}
