package io.leat.runtime;

import io.leat.runtime.connector.StartCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The worker's own figures beside those of its tasks. Names are those of Kafka Connect's connect-worker-metrics. */
final class WorkerMetrics implements Metrics {

    private static final String PREFIX = "leat_connect_worker_";

    private final ConnectorQueries connectors;
    private final StartCounts starts;
    private final Metrics tasks;

    WorkerMetrics(ConnectorQueries connectors, StartCounts starts, Metrics tasks) {
        this.connectors = connectors;
        this.starts = starts;
        this.tasks = tasks;
    }

    @Override
    public List<Sample> samples() {
        var samples = new ArrayList<Sample>();
        var statuses = connectors.names().stream().flatMap(this::status).toList();
        samples.add(gauge("connector_count", "Connectors.", statuses.size()));
        samples.add(gauge(
                "task_count",
                "Tasks.",
                statuses.stream().mapToInt(status -> status.tasks().size()).sum()));
        addStarts(samples, "connector", starts.connectorSuccesses(), starts.connectorFailures());
        addStarts(samples, "task", starts.taskSuccesses(), starts.taskFailures());
        statuses.forEach(status -> addStates(samples, status));
        samples.addAll(tasks.samples());
        return samples;
    }

    /** A connector may be deleted between the two looks at it. */
    private Stream<ConnectorStatus> status(String name) {
        try {
            return Stream.of(connectors.status(name));
        } catch (RequestException.NotFound e) {
            return Stream.empty();
        }
    }

    private static void addStarts(List<Sample> samples, String what, long successes, long failures) {
        samples.add(counter(what + "_startup_attempts_total", "Starts of a " + what + ".", successes + failures));
        samples.add(counter(what + "_startup_success_total", "Starts of a " + what + " that succeeded.", successes));
        samples.add(counter(what + "_startup_failure_total", "Starts of a " + what + " that failed.", failures));
    }

    private static void addStates(List<Sample> samples, ConnectorStatus status) {
        var tasks = status.tasks();
        var total = Map.of("connector", status.name());
        samples.add(new Sample(
                PREFIX + "connector_total_task_count", "Tasks of the connector.", Kind.GAUGE, total, tasks.size()));
        for (var state : List.of(
                ConnectorState.RUNNING,
                ConnectorState.PAUSED,
                ConnectorState.FAILED,
                ConnectorState.RESTARTING,
                ConnectorState.UNASSIGNED)) {
            var count =
                    tasks.stream().filter(task -> task.state().state() == state).count();
            var name = state.name().toLowerCase(Locale.ROOT);
            samples.add(new Sample(
                    PREFIX + "connector_" + name + "_task_count",
                    "Tasks of the connector that are " + name + ".",
                    Kind.GAUGE,
                    total,
                    count));
        }
    }

    private static Sample gauge(String name, String help, double value) {
        return new Sample(PREFIX + name, help, Kind.GAUGE, Map.of(), value);
    }

    private static Sample counter(String name, String help, double value) {
        return new Sample(PREFIX + name, help, Kind.COUNTER, Map.of(), value);
    }
}
