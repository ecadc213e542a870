package io.leat.runtime.task;

/** Runs tasks, each on a thread of its own. */
public interface Tasks extends AutoCloseable {

    /**
     * Starts a task and returns at once; what becomes of it is told to the listener. A configuration that cannot be used
     * (unknown converter, bad transform) is told as a failure too.
     */
    RunningTask start(TaskSpec spec, TaskListener listener);

    /** Stops what still runs. */
    @Override
    void close();
}
