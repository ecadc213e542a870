package io.leat.broker.network;

/** A client sent what is not a request that it may send; the message, one sentence part, is for the log. */
final class BrokenFrameException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenFrameException(String message) {
        super(message);
    }
}
