package io.leat.runtime.task;

import io.leat.runtime.ConnectorTaskId;

/** Told what becomes of a task, on the task's thread or on that which has found it stalled; must not block. */
public interface TaskListener {

    void running(ConnectorTaskId id, String version);

    void paused(ConnectorTaskId id);

    void resumed(ConnectorTaskId id);

    /** The task has ended by an error. */
    void failed(ConnectorTaskId id, Throwable cause);

    /** The task has ended because it was asked to. */
    void stopped(ConnectorTaskId id);

    /** The task wrote to, or read from, a topic it had not used before. */
    void usedTopic(ConnectorTaskId id, String topic);
}
