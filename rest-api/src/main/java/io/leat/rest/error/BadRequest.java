package io.leat.rest.error;

/**
 * A request whose body or parameters cannot be used; the message says where and why, and repeats nothing of a body that
 * might be secret.
 */
public final class BadRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BadRequest(String message) {
        super(message);
    }
}
