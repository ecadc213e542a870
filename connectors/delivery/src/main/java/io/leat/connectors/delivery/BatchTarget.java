package io.leat.connectors.delivery;

import java.util.List;

/**
 * Sends one batch, once.
 *
 * @param <T> what a batch is made of
 */
@FunctionalInterface
public interface BatchTarget<T> {

    /**
     * Called on the thread of {@link BatchSender#send}, with at least one item.
     *
     * @throws InterruptedException if the task is being stopped
     */
    BatchOutcome<T> send(List<T> batch) throws InterruptedException;
}
