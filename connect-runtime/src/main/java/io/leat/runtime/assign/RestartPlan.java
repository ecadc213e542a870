package io.leat.runtime.assign;

import io.leat.runtime.ConnectorState;
import io.leat.runtime.ConnectorStatus;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a request to restart comes to (KIP-745).
 *
 * @param connector whether the connector's object is restarted
 * @param tasks the tasks that are restarted
 */
public record RestartPlan(boolean connector, Set<Integer> tasks) {

    public RestartPlan {
        tasks = Set.copyOf(tasks);
    }

    /** @param onlyFailed leaves alone what has not failed */
    public static RestartPlan of(ConnectorStatus status, boolean includeTasks, boolean onlyFailed) {
        var tasks = new TreeSet<Integer>();
        if (includeTasks) {
            status.tasks().stream()
                    .filter(task -> !onlyFailed || hasFailed(task.state()))
                    .forEach(task -> tasks.add(task.id()));
        }
        return new RestartPlan(!onlyFailed || hasFailed(status.connector()), tasks);
    }

    private static boolean hasFailed(ConnectorStatus.State state) {
        return state.state() == ConnectorState.FAILED;
    }

    /** The status to answer with: RESTARTING where a restart follows. */
    public ConnectorStatus applyTo(ConnectorStatus status) {
        var after = new ArrayList<ConnectorStatus.TaskStatus>();
        for (var task : status.tasks()) {
            after.add(
                    tasks.contains(task.id())
                            ? new ConnectorStatus.TaskStatus(task.id(), restarting(task.state()))
                            : task);
        }
        return new ConnectorStatus(
                status.name(), connector ? restarting(status.connector()) : status.connector(), after, status.type());
    }

    private static ConnectorStatus.State restarting(ConnectorStatus.State state) {
        return new ConnectorStatus.State(
                ConnectorState.RESTARTING, state.workerId(), Optional.empty(), state.version());
    }
}
