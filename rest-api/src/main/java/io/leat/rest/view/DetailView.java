package io.leat.rest.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.leat.runtime.ConnectorDetail;
import io.leat.runtime.GroupAdmin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the connector's object is doing, and how far a sink is behind.
 *
 * @param busy the call that is under way, left out while there is none
 * @param lag by partition; empty for sources
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DetailView(TaskDetailView.@Nullable Call busy, List<Lag> lag) {

    static DetailView of(ConnectorDetail detail) {
        return new DetailView(
                detail.busy().map(TaskDetailView.Call::of).orElse(null),
                detail.lag().stream().map(Lag::of).toList());
    }

    /** @param committed the next offset to read, left out where nothing is committed yet */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Lag(String topic, int partition, @Nullable Long committed, long end, long records) {

        static Lag of(GroupAdmin.Lag lag) {
            return new Lag(
                    lag.partition().topic(),
                    lag.partition().partition(),
                    lag.committed().map(GroupAdmin.Committed::offset).orElse(null),
                    lag.endOffset(),
                    lag.lag());
        }
    }
}
