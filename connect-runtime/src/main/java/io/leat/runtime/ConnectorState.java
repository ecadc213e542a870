package io.leat.runtime;

/** Where a connector or a task stands; the names are Kafka Connect's and are what REST and the status topic carry. */
public enum ConnectorState {
    UNASSIGNED,
    RUNNING,
    PAUSED,
    FAILED,
    RESTARTING,
    STOPPED,
    DESTROYED
}
