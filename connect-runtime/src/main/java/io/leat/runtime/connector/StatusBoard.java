package io.leat.runtime.connector;

import io.leat.runtime.ConnectorState;
import io.leat.runtime.ConnectorStatus;
import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.ConnectorType;
import io.leat.runtime.NextRestart;
import io.leat.runtime.state.StatusRecord;
import io.leat.runtime.state.StatusStore;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Where connectors and tasks of this worker stand. Safe for use from any thread; no method waits for the log. */
public final class StatusBoard {

    private static final String UNDEFINED = "undefined";

    private final StatusStore store;
    private final String workerId;
    /** By name of the connector or task; gone with the next status. */
    private final Map<Object, NextRestart> restarts = new ConcurrentHashMap<>();

    public StatusBoard(StatusStore store, String workerId) {
        this.store = store;
        this.workerId = workerId;
    }

    /** The status of a connector that exists: UNASSIGNED as long as nothing else is known. */
    public ConnectorStatus of(String name, ConnectorType type) {
        var connector = store.connector(name)
                .map(status -> state(name, status))
                .orElseGet(() -> new ConnectorStatus.State(
                        ConnectorState.UNASSIGNED, workerId, Optional.empty(), Optional.empty()));
        var tasks = new ArrayList<ConnectorStatus.TaskStatus>();
        store.tasks(name)
                .forEach((id, status) ->
                        tasks.add(new ConnectorStatus.TaskStatus(id, state(new ConnectorTaskId(name, id), status))));
        return new ConnectorStatus(name, connector, tasks, type);
    }

    public Optional<ConnectorStatus.TaskStatus> of(ConnectorTaskId id) {
        return store.task(id).map(status -> new ConnectorStatus.TaskStatus(id.task(), state(id, status)));
    }

    private ConnectorStatus.State state(Object of, StatusRecord.Status status) {
        return new ConnectorStatus.State(
                status.state(),
                status.workerId(),
                status.trace(),
                status.version(),
                Optional.ofNullable(restarts.get(of)).filter(any -> status.state() == ConnectorState.FAILED));
    }

    /** Announces the restart of what has just failed. */
    void restartDue(String connector, NextRestart restart) {
        restarts.put(connector, restart);
    }

    /** Announces the restart of what has just failed. */
    void restartDue(ConnectorTaskId task, NextRestart restart) {
        restarts.put(task, restart);
    }

    /** @param version of the plugin, or {@code undefined} */
    void connector(String name, ConnectorState state, String version) {
        restarts.remove(name);
        store.putConnector(name, status(store.connector(name), state, Optional.empty(), version));
    }

    void connectorFailed(String name, String trace, String version) {
        restarts.remove(name);
        store.putConnector(name, status(store.connector(name), ConnectorState.FAILED, Optional.of(trace), version));
    }

    void task(ConnectorTaskId id, ConnectorState state, String version) {
        restarts.remove(id);
        store.putTask(id, status(store.task(id), state, Optional.empty(), version));
    }

    void taskFailed(ConnectorTaskId id, String trace, String version) {
        restarts.remove(id);
        store.putTask(id, status(store.task(id), ConnectorState.FAILED, Optional.of(trace), version));
    }

    /** Says that these are about to be restarted. */
    public void restarting(ConnectorStatus status) {
        if (status.connector().state() == ConnectorState.RESTARTING) {
            connector(
                    status.name(),
                    ConnectorState.RESTARTING,
                    status.connector().version().orElse(UNDEFINED));
        }
        for (var task : status.tasks()) {
            if (task.state().state() == ConnectorState.RESTARTING) {
                task(
                        new ConnectorTaskId(status.name(), task.id()),
                        ConnectorState.RESTARTING,
                        task.state().version().orElse(UNDEFINED));
            }
        }
    }

    /**
     * Opens a new count for a task that is about to start.
     *
     * @return one more than the last instance had, over restarts of the worker
     */
    int nextGeneration(ConnectorTaskId id) {
        var before = store.task(id);
        var generation = before.map(StatusRecord.Status::generation).orElse(0) + 1;
        var state = before.map(StatusRecord.Status::state)
                .filter(s -> s == ConnectorState.RESTARTING)
                .orElse(ConnectorState.UNASSIGNED);
        store.putTask(id, new StatusRecord.Status(state, Optional.empty(), workerId, generation, Optional.empty()));
        return generation;
    }

    /** The task was stopped and starts again, if nothing comes in between. */
    void taskStopped(ConnectorTaskId id) {
        store.task(id)
                .filter(before -> before.state() != ConnectorState.RESTARTING)
                .ifPresent(before ->
                        task(id, ConnectorState.UNASSIGNED, before.version().orElse(UNDEFINED)));
    }

    void removeTask(ConnectorTaskId id) {
        restarts.remove(id);
        store.removeTask(id);
    }

    void remove(String connector) {
        restarts.remove(connector);
        store.remove(connector);
        store.resetTopics(connector);
    }

    /** A status of this worker: never older than the one before it. */
    private StatusRecord.Status status(
            Optional<StatusRecord.Status> before, ConnectorState state, Optional<String> trace, String version) {
        return new StatusRecord.Status(
                state,
                trace,
                workerId,
                before.map(StatusRecord.Status::generation).orElse(1),
                Optional.of(version).filter(v -> !v.equals(UNDEFINED)));
    }
}
