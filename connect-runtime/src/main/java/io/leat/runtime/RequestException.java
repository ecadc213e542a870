package io.leat.runtime;

/** A request to the worker that cannot be carried out; the subclass says whose move it is. */
public abstract sealed class RequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private RequestException(String message) {
        super(message);
    }

    /** The connector, task, plugin, topic or group named does not exist. */
    public static final class NotFound extends RequestException {
        private static final long serialVersionUID = 1L;

        public NotFound(String message) {
            super(message);
        }
    }

    /** It exists already, or another operation is under way. */
    public static final class Conflict extends RequestException {
        private static final long serialVersionUID = 1L;

        public Conflict(String message) {
            super(message);
        }
    }

    /** The request is wrong; the message names what, where and what to do. */
    public static sealed class Invalid extends RequestException {
        private static final long serialVersionUID = 1L;

        public Invalid(String message) {
            super(message);
        }
    }

    /** What the configuration refers to could not be read just now; the same request may pass later. */
    public static final class Unreadable extends Invalid {
        private static final long serialVersionUID = 1L;

        public Unreadable(String message) {
            super(message);
        }
    }

    /** The worker's configuration switches this off. */
    public static final class Forbidden extends RequestException {
        private static final long serialVersionUID = 1L;

        public Forbidden(String message) {
            super(message);
        }
    }

    /** The worker could not do it in time; the message says what it was doing. */
    public static final class TimedOut extends RequestException {
        private static final long serialVersionUID = 1L;

        public TimedOut(String message) {
            super(message);
        }
    }
}
