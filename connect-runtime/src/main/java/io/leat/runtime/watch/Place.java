package io.leat.runtime.watch;

/** Where a thread of a task can be. */
public enum Place {
    START("start", Kind.SHORT_CALL),
    OPEN("open", Kind.SHORT_CALL),
    PUT("put", Kind.SHORT_CALL),
    PRE_COMMIT("preCommit", Kind.SHORT_CALL),
    CLOSE("close", Kind.SHORT_CALL),
    COMMIT("commit", Kind.SHORT_CALL),
    STOP("stop", Kind.SHORT_CALL),
    /** May wait for data as long as it likes. */
    POLL("poll", Kind.LONG_CALL),
    /** A whole batch at a time, so that it may take long and yet get on. */
    PROCESS("the transforms and converters", Kind.LONG_CALL),
    /** Likewise. */
    ACKNOWLEDGE("commitRecord", Kind.LONG_CALL),
    /** A sink waits for records of the log. */
    READ("waiting for records", Kind.WAIT),
    /** Other tasks of its group have what there is, or there is no such topic yet. */
    ASSIGNMENT("waiting for partitions to read", Kind.WAIT),
    RETRY("waiting for the next try", Kind.WAIT),
    LOG("waiting for the log to take records", Kind.HOLDUP),
    MEMORY("waiting for room in its share of the worker's buffers", Kind.HOLDUP),
    RATE_LIMIT("waiting for its rate limit", Kind.HOLDUP),
    /** The connector itself has asked for no more. */
    CONNECTOR_PAUSE("waiting for the connector to take records again", Kind.HOLDUP),
    /** An earlier start of the task may still deliver. */
    PREDECESSOR("waiting for an earlier start of the task to end", Kind.WAIT);

    private enum Kind {
        /** A call of the plugin's that should return soon. */
        SHORT_CALL,
        /** A call of the plugin's that may last. */
        LONG_CALL,
        WAIT,
        /** A wait that a task would get on without. */
        HOLDUP
    }

    private final String text;
    private final Kind kind;

    Place(String text, Kind kind) {
        this.text = text;
        this.kind = kind;
    }

    /** The plugin's method, or the wait in words. */
    public String text() {
        return text;
    }

    /** Whether code of a plugin runs. */
    public boolean isCall() {
        return kind == Kind.SHORT_CALL || kind == Kind.LONG_CALL;
    }

    /** Whether it is a call of the plugin's that should return soon. */
    public boolean isShortCall() {
        return kind == Kind.SHORT_CALL;
    }

    boolean isHoldup() {
        return kind == Kind.HOLDUP;
    }
}
