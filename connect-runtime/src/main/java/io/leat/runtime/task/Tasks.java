package io.leat.runtime.task;

import io.leat.runtime.TaskDetail;
import java.util.List;

/** Runs tasks, each on a thread of its own. */
public interface Tasks extends AutoCloseable {

    /**
     * Starts a task and returns at once; what becomes of it is told to the listener. A configuration that cannot be used
     * (unknown converter, bad transform) is told as a failure too.
     */
    RunningTask start(TaskSpec spec, TaskListener listener);

    /** What the tasks of a connector are doing, by number; without waiting for any. */
    List<TaskDetail> details(String connector);

    /** Stops what still runs. */
    @Override
    void close();
}
