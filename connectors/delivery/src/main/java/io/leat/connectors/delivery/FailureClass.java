package io.leat.connectors.delivery;

/** What a failure means for the records it hit. */
public enum FailureClass {
    /** Not now: the same request may well succeed later. */
    TRANSIENT,
    /** The batch as a whole was refused, for its size or for a record in it: halve it until the bad record is alone. */
    BATCH,
    /** This record will never be accepted. */
    RECORD,
    /** No record is at fault: credentials, permissions, a missing target. Retrying or reporting records would be wrong. */
    CONFIGURATION;

    /** The class of an HTTP status that is not a success (RFC 9110, section 15; 425: RFC 8470, 429: RFC 6585). */
    public static FailureClass ofHttpStatus(int status) {
        return switch (status) {
            case 408, 425, 429 -> TRANSIENT;
            case 401, 403, 404, 405, 407, 410 -> CONFIGURATION;
            case 501, 505 -> CONFIGURATION;
            case 400, 413, 415, 422 -> BATCH;
            default -> status >= 500 ? TRANSIENT : RECORD;
        };
    }
}
