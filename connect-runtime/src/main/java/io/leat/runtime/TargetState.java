package io.leat.runtime;

/** The state a user asked for, which the worker brings about. */
public enum TargetState {
    STARTED,
    PAUSED,
    STOPPED
}
