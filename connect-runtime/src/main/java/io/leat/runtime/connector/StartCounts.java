package io.leat.runtime.connector;

import java.util.concurrent.atomic.LongAdder;

/** How often connectors and tasks were started, and how that went, since the worker started. */
public final class StartCounts {

    private final LongAdder connectorSuccesses = new LongAdder();
    private final LongAdder connectorFailures = new LongAdder();
    private final LongAdder taskSuccesses = new LongAdder();
    private final LongAdder taskFailures = new LongAdder();

    void connectorStarted() {
        connectorSuccesses.increment();
    }

    void connectorFailed() {
        connectorFailures.increment();
    }

    void taskStarted() {
        taskSuccesses.increment();
    }

    void taskFailed() {
        taskFailures.increment();
    }

    public long connectorSuccesses() {
        return connectorSuccesses.sum();
    }

    public long connectorFailures() {
        return connectorFailures.sum();
    }

    public long taskSuccesses() {
        return taskSuccesses.sum();
    }

    public long taskFailures() {
        return taskFailures.sum();
    }
}
