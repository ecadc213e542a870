package io.leat.rest;

/** The REST server cannot start; the message is one sentence for the user, naming key and value. */
public final class RestServerFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RestServerFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
