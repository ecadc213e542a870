package io.leat.runtime;

/** What a task is really doing, beside Kafka Connect's states, which say RUNNING to nearly all of it. */
public enum Activity {
    /** Its plugin is being made or started. */
    STARTING,
    /** It works and there is nothing to do: a source's poll finds nothing or waits, a sink has read all there is. */
    IDLE,
    /** Records went in or out within the last seconds, or are just being worked on. */
    FLOWING,
    /** It could move more but is held back: by the log, a limit, the worker's memory, or the connector itself. */
    BACKPRESSURED,
    /** What it talks to cannot be reached or refuses for now; it is tried again. */
    RETRYING,
    /** It hangs in a call of the plugin's, or waits for one that does. */
    STALLED,
    /** It was paused by request. */
    PAUSED,
    /** It was asked to stop and brings what was begun to its end. */
    STOPPING
}
