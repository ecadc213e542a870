package io.leat.connectors.webhook;

/** Who sends, which decides how a request is verified and which headers name the delivery and the event. */
enum Provider {
    GITHUB("X-GitHub-Delivery", "X-GitHub-Event"),
    GITLAB("X-Gitlab-Event-UUID", "X-Gitlab-Event"),
    /** Any HMAC over the body, by {@code signature.*}. */
    GENERIC_HMAC("", ""),
    /** {@code Authorization: Bearer <secret>}. */
    BEARER("", ""),
    /** The secret in the header {@code token.header}. */
    HEADER("", ""),
    /** No verification at all. */
    NONE("", "");

    private final String idHeader;
    private final String eventHeader;

    Provider(String idHeader, String eventHeader) {
        this.idHeader = idHeader;
        this.eventHeader = eventHeader;
    }

    /** Empty if there is none. */
    String idHeader() {
        return idHeader;
    }

    /** Empty if there is none. */
    String eventHeader() {
        return eventHeader;
    }
}
