package io.leat.connectors.delivery;

import java.time.Duration;
import java.util.List;

/**
 * What became of a batch that was sent once.
 *
 * @param <T> what a batch is made of
 */
public sealed interface BatchOutcome<T> {

    /** Every item arrived. */
    record Delivered<T>() implements BatchOutcome<T> {}

    /**
     * Some items were refused or have to be sent again; all others arrived.
     *
     * @param again items that were not accepted this time, in their order
     * @param refused items that never will be
     * @param askedFor least wait before {@code again} is sent
     * @param cause why {@code again} was not accepted
     */
    record Partly<T>(List<T> again, List<Refused<T>> refused, Duration askedFor, Exception cause)
            implements BatchOutcome<T> {}

    /** Nothing arrived, because of the batch itself: an item in it, or its size. */
    record Rejected<T>(Exception cause) implements BatchOutcome<T> {}

    /** Nothing is known to have arrived; the same batch may succeed later. @param askedFor least wait until then */
    record Unavailable<T>(Exception cause, Duration askedFor) implements BatchOutcome<T> {}

    /** No record is at fault and no retry would help. */
    record Misconfigured<T>(Exception cause) implements BatchOutcome<T> {}

    /** An item that will never be accepted, and why. */
    record Refused<T>(T item, Exception cause) {}
}
