package io.leat.runtime.task;

/** What follows a parcel in an {@link Outbox}. */
enum End {
    /** More of the same transaction. */
    PART,
    /** The transaction goes on, and may be committed here. */
    PAUSE,
    /** The transaction is complete. */
    COMMIT
}
