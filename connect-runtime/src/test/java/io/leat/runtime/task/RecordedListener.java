package io.leat.runtime.task;

import io.leat.runtime.ConnectorTaskId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it was told, as words. */
final class RecordedListener implements TaskListener {

    final List<String> events = new CopyOnWriteArrayList<>();
    final List<String> topics = new CopyOnWriteArrayList<>();
    final List<Throwable> failures = new CopyOnWriteArrayList<>();
    volatile Throwable failure;

    @Override
    public void running(ConnectorTaskId id, String version) {
        events.add("running " + version);
    }

    @Override
    public void paused(ConnectorTaskId id) {
        events.add("paused");
    }

    @Override
    public void resumed(ConnectorTaskId id) {
        events.add("resumed");
    }

    @Override
    public void failed(ConnectorTaskId id, Throwable cause) {
        failure = cause;
        failures.add(cause);
        events.add("failed");
    }

    @Override
    public void stopped(ConnectorTaskId id) {
        events.add("stopped");
    }

    @Override
    public void usedTopic(ConnectorTaskId id, String topic) {
        topics.add(topic);
    }
}
