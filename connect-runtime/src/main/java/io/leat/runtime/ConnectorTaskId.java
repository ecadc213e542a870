package io.leat.runtime;

/** One task of a connector, counted from 0. */
public record ConnectorTaskId(String connector, int task) {

    /** The form of logs and messages: {@code <connector>-<task>}. */
    @Override
    public String toString() {
        return connector + "-" + task;
    }
}
