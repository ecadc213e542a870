package io.leat.runtime.task;

/** What runs on a task's thread. All methods but {@link #wake} and {@link #abandon} are called on that thread, in order. */
interface TaskLoop {

    /** Starts the connector's task. */
    void start();

    /** Moves records until a stop is asked for, then brings what was begun to its end. */
    void run() throws InterruptedException;

    /** Stops the connector's task and releases everything; also after {@link #start} or {@link #run} have failed. */
    void close() throws InterruptedException;

    /** About what is held in memory on its way. From any thread. */
    long bytesInFlight();

    /** Something was asked of the task: a wait for records ends. From any thread. */
    void wake();

    /**
     * From now on nothing may be written. What a sink reads stays its own until it is closed, so that nobody else delivers
     * it while the connector may still be at it. From any thread; does not wait for the connector.
     */
    void fence();

    /** As {@link #fence}, and what a sink reads is given away at once. */
    void abandon();
}
