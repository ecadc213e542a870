package io.leat.runtime.task;

import io.leat.runtime.ConnectorTaskId;
import java.time.Duration;

/** A task that was started. The methods are safe from any thread and none waits for the plugin, except await. */
public interface RunningTask {

    ConnectorTaskId id();

    void pause();

    void resume();

    /** Asks the task to finish: offsets are flushed and committed, then the plugin is stopped. */
    void stop();

    /** Waits until the task's thread has ended. @return false if it had not by then */
    boolean await(Duration timeout) throws InterruptedException;

    /**
     * Gives up on a task that did not stop in time: from now on it can neither write, commit nor report. The partitions of
     * a sink are free at once; a sink of this connector that is started later waits until the thread of this one has
     * ended, so that two never deliver the same.
     */
    void abandon();

    /**
     * As {@link #abandon}, where other tasks of the connector go on: the partitions stay with the task until its thread has
     * ended, and only its own successor waits for that.
     */
    void fence();
}
