package io.leat.runtime.task;

import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.metrics.CommonMetrics;

/** Tells the listener and the figures what becomes of a task, as long as the task has not been given up. */
final class TaskReports {

    private final ConnectorTaskId id;
    private final TaskListener listener;
    private final TaskControl control;
    private final CommonMetrics metrics;

    TaskReports(ConnectorTaskId id, TaskListener listener, TaskControl control, CommonMetrics metrics) {
        this.id = id;
        this.listener = listener;
        this.control = control;
        this.metrics = metrics;
    }

    void running(String version) {
        report(() -> {
            metrics.running();
            listener.running(id, version);
        });
    }

    void paused() {
        report(() -> {
            metrics.paused();
            listener.paused(id);
        });
    }

    void resumed() {
        report(() -> {
            metrics.running();
            listener.resumed(id);
        });
    }

    void failed(Throwable cause) {
        report(() -> {
            metrics.failed();
            listener.failed(id, cause);
        });
    }

    /** The last word on a task that has just been given up. */
    void stalled(TaskStalledException cause) {
        metrics.failed();
        listener.failed(id, cause);
    }

    void stopped() {
        report(() -> listener.stopped(id));
    }

    void usedTopic(String topic) {
        report(() -> listener.usedTopic(id, topic));
    }

    private void report(Runnable report) {
        if (!control.isAbandoned()) {
            report.run();
        }
    }
}
