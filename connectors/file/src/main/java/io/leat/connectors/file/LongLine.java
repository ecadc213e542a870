package io.leat.connectors.file;

/** What to do with a line that is longer than {@code max.line.bytes}. */
public enum LongLine {
    /** Make several records of it; nothing is lost. */
    SPLIT,
    /** Leave it out, and log where. */
    SKIP,
    /** Stop the task at it. */
    FAIL
}
