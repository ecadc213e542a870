package io.leat.runtime.task;

import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Whether an {@link Outbox} can still write and, if not, why. Read from any thread without the outbox's lock. It breaks
 * under the lock; it is abandoned without, so that whoever gives a task up waits for nobody.
 */
final class Usability {

    private volatile @Nullable Throwable broken;
    private volatile boolean abandoned;

    /** Nothing more can be written; the first cause counts. Under the lock. */
    void fail(Throwable cause) {
        broken = broken == null ? cause : broken;
    }

    /** From now on nothing is to be written. */
    void abandon() {
        abandoned = true;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** Why nothing more can be written, if the log has failed for good. */
    @Nullable
    Throwable broken() {
        return broken;
    }

    /** Whether more can be written. */
    boolean isGiven() {
        return broken == null && !abandoned;
    }

    /** @throws ConnectException if nothing more can be written */
    void check() {
        var cause = broken;
        if (cause != null) {
            throw new ConnectException("Records could not be written to the log: " + cause.getMessage(), cause);
        }
        if (abandoned) {
            throw new ConnectException("The task was given up because it did not stop in time.");
        }
    }
}
