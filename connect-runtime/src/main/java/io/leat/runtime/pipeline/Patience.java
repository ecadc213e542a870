package io.leat.runtime.pipeline;

import java.time.Duration;

/** How a task waits: the time it sees, and a pause that ends early when the task is asked to stop. */
public interface Patience {

    /** Milliseconds that never run backwards, from an arbitrary start. */
    long millis();

    /** Waits. @return false, at once, if the task is to stop */
    boolean pause(Duration duration);

    /** Waits for room in the log, which others can see. */
    default void awaitRoom(Wait wait) throws InterruptedException {
        wait.untilChanged();
    }

    /** A wait that ends when something may have changed. */
    interface Wait {
        void untilChanged() throws InterruptedException;
    }
}
