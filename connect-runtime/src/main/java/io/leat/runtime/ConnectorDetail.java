package io.leat.runtime;

import java.util.List;
import java.util.Optional;

/**
 * What a connector and its tasks are doing at this moment.
 *
 * @param busy the call of the connector's object that is under way; absent while it is left in peace
 * @param lag of a sink, by partition: what the log holds beyond the committed offsets; empty for sources
 * @param tasks those that run here, by number
 */
public record ConnectorDetail(Optional<TaskDetail.BlockedCall> busy, List<GroupAdmin.Lag> lag, List<TaskDetail> tasks) {

    public ConnectorDetail {
        lag = List.copyOf(lag);
        tasks = List.copyOf(tasks);
    }
}
