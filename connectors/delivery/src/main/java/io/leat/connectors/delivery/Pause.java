package io.leat.connectors.delivery;

import java.time.Duration;

/** Waits; injected so that tests need not. */
@FunctionalInterface
public interface Pause {

    /** Waits on the calling thread. */
    Pause SLEEPING = duration -> Thread.sleep(duration.toMillis());

    /** @throws InterruptedException if the task is being stopped */
    void pause(Duration duration) throws InterruptedException;
}
