package io.leat.runtime.state;

/** A topic that holds the worker's state cannot be used; the message names the topic, the reason and the way out. */
public final class StateTopicException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StateTopicException(String message) {
        super(message);
    }

    StateTopicException(String message, Throwable cause) {
        super(message, cause);
    }
}
