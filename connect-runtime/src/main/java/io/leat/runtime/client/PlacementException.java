package io.leat.runtime.client;

/** A partitioner has failed. */
public final class PlacementException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String className;
    private final transient Throwable reason;

    PlacementException(String className, Throwable reason) {
        super("The partitioner " + className + " has failed", reason);
        this.className = className;
        this.reason = reason;
    }

    /** The partitioner's. */
    public String className() {
        return className;
    }

    /** The partitioner's own exception. */
    public Throwable reason() {
        return reason;
    }
}
