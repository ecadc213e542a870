package io.leat.connectors.delivery;

import java.time.Duration;

/**
 * Told what becomes of each item, on the thread of {@link BatchSender#send}.
 *
 * @param <T> what a batch is made of
 */
public interface BatchListener<T> {

    /** The item arrived. */
    void delivered(T item);

    /** The item will never be accepted; whoever is told sees to its report. */
    void refused(T item, Exception cause);

    /** The same items will be sent again. For metrics and logs. */
    default void retrying(int items, Exception cause, Duration after) {}
}
