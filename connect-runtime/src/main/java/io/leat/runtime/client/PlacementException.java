package io.leat.runtime.client;

/** A partitioner has failed; the cause is its own exception. */
public final class PlacementException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String className;

    PlacementException(String className, Throwable cause) {
        super("The partitioner " + className + " has failed", cause);
        this.className = className;
    }

    /** The partitioner's. */
    public String className() {
        return className;
    }
}
