package io.leat.runtime;

import io.leat.runtime.connector.StartCounts;
import io.leat.runtime.ledger.DeliveryLedger;
import io.leat.runtime.metrics.Figures;
import io.leat.runtime.metrics.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The worker's own figures and those of its connectors, beside those of its tasks, under Kafka Connect's names. */
final class WorkerMetrics implements Metrics {

    private static final String GROUP = "connect-worker-metrics";

    private final ConnectorQueries connectors;
    private final StartCounts starts;
    private final Metrics tasks;
    private final DeliveryLedger ledger;
    private final Registry registry;
    private final List<Figures> own;

    WorkerMetrics(
            ConnectorQueries connectors,
            StartCounts starts,
            Metrics tasks,
            DeliveryLedger ledger,
            Registry registry,
            String workerId) {
        this.connectors = connectors;
        this.starts = starts;
        this.tasks = tasks;
        this.ledger = ledger;
        this.registry = registry;
        this.own = List.of(ofWorker(), ofMembership(workerId));
        registry.show(own);
    }

    private Figures ofWorker() {
        var figures = new Figures(GROUP, Map.of())
                .gauge(
                        "connector-count",
                        "Connectors.",
                        () -> connectors.names().size())
                .gauge("task-count", "Tasks.", () -> connectors.taskCount());
        addStarts(figures, "connector", starts::connectorSuccesses, starts::connectorFailures);
        addStarts(figures, "task", starts::taskSuccesses, starts::taskFailures);
        return figures;
    }

    /** What the starts of one kind come to. */
    private interface Count {
        long get();
    }

    private static void addStarts(Figures figures, String what, Count successes, Count failures) {
        figures.counter(
                        what + "-startup-attempts-total",
                        "Starts of a " + what + ".",
                        () -> successes.get() + failures.get())
                .counter(what + "-startup-success-total", "Starts of a " + what + " that succeeded.", successes::get)
                .counter(what + "-startup-failure-total", "Starts of a " + what + " that failed.", failures::get)
                .gauge(
                        what + "-startup-success-percentage",
                        "Share of starts of a " + what + " that succeeded, 0 to 1.",
                        () -> share(successes, failures))
                .gauge(
                        what + "-startup-failure-percentage",
                        "Share of starts of a " + what + " that failed, 0 to 1.",
                        () -> share(failures, successes));
    }

    private static double share(Count of, Count others) {
        var count = of.get();
        return (double) count / Math.max(1, count + others.get());
    }

    /** A worker by itself leads, and is never rebalanced: dashboards of Kafka Connect show so. */
    private static Figures ofMembership(String workerId) {
        return new Figures("connect-worker-rebalance-metrics", Map.of())
                .word("leader-name", "The worker that leads.", () -> workerId)
                .word("connect-protocol", "How workers share connectors.", () -> "none")
                .gauge("epoch", "Generation of the group of workers.", () -> 1)
                .counter("completed-rebalances-total", "Rebalances.", () -> 0)
                .gauge("rebalancing", "Whether a rebalance is under way.", () -> 0)
                .gauge("rebalance-avg-time-ms", "Average time of a rebalance.", () -> 0)
                .gauge("rebalance-max-time-ms", "Longest time of a rebalance.", () -> 0)
                .gauge("time-since-last-rebalance-ms", "Time since the last rebalance.", () -> 0);
    }

    /** Puts a connector's figures on show, until they are closed. */
    Registry.Shown show(String connector) {
        return registry.show(List.of(describe(connector), countTasks(connector)));
    }

    private Figures describe(String connector) {
        return new Figures("connector-metrics", Map.of("connector", connector))
                .word("connector-class", "Class of the connector.", () -> connectors.className(connector))
                .word("connector-type", "source or sink.", word(connector, status -> name(status.type())))
                .word(
                        "connector-version",
                        "Version of the connector.",
                        word(connector, status -> status.connector().version().orElse("")))
                .word(
                        "status",
                        "State of the connector.",
                        word(connector, status -> name(status.connector().state())));
    }

    private Supplier<String> word(String connector, Function<ConnectorStatus, String> of) {
        return () -> connectors.statusIfAny(connector).map(of).orElse("");
    }

    private Figures countTasks(String connector) {
        var figures = new Figures(GROUP, Map.of("connector", connector))
                .gauge(
                        "connector-total-task-count",
                        "Tasks of the connector.",
                        () -> connectors
                                .statusIfAny(connector)
                                .map(status -> status.tasks().size())
                                .orElse(0));
        for (var state : List.of(
                ConnectorState.RUNNING,
                ConnectorState.PAUSED,
                ConnectorState.FAILED,
                ConnectorState.RESTARTING,
                ConnectorState.UNASSIGNED)) {
            figures.gauge(
                    "connector-" + name(state) + "-task-count",
                    "Tasks of the connector that are " + name(state) + ".",
                    () -> count(connector, state));
        }
        return figures.gauge("connector-destroyed-task-count", "Tasks that are gone.", () -> 0);
    }

    private double count(String connector, ConnectorState state) {
        return connectors
                .statusIfAny(connector)
                .map(status -> status.tasks().stream()
                        .filter(task -> task.state().state() == state)
                        .count())
                .orElse(0L);
    }

    private static String name(Enum<?> of) {
        return of.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<Sample> samples() {
        var samples = new ArrayList<Sample>();
        own.forEach(figures -> figures.addTo(samples));
        connectors.names().forEach(name -> countTasks(name).addTo(samples));
        samples.addAll(tasks.samples());
        samples.addAll(ledger.samples(connectors.names()));
        return samples;
    }
}
