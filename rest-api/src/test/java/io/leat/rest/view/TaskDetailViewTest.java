package io.leat.rest.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.leat.runtime.Activity;
import io.leat.runtime.ConnectorDetail;
import io.leat.runtime.ConnectorState;
import io.leat.runtime.ConnectorStatus;
import io.leat.runtime.ConnectorType;
import io.leat.runtime.GroupAdmin;
import io.leat.runtime.TaskDetail;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TaskDetailViewTest {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private final TaskDetail.BlockedCall put =
            new TaskDetail.BlockedCall("put", TIME, "task-c-1", List.of("java.net.Socket.read", "Sink.put"));
    private final TaskDetail task = new TaskDetail(
            1,
            Activity.STALLED,
            TIME,
            "It has been inside put for 40 s.",
            List.of(put),
            new TaskDetail.Flow(Optional.of(TIME), 2.5, Optional.of(250.0)),
            new TaskDetail.Flow(Optional.empty(), 0, Optional.empty()),
            Optional.empty(),
            Optional.of(TIME),
            Optional.of(new TaskDetail.Retrying(TIME, 3, "refused")),
            4711,
            new TaskDetail.Usage(2_500_000, 99, 3),
            Map.of());
    private final GroupAdmin.Lag lag = new GroupAdmin.Lag(new TopicPartition("t", 0), Optional.empty(), 12, 12);

    @Test
    void showsEachTaskBesideItsState() {
        var state = new ConnectorStatus.State(ConnectorState.RUNNING, "w", Optional.empty(), Optional.empty());
        var status = new ConnectorStatus(
                "c",
                state,
                List.of(new ConnectorStatus.TaskStatus(0, state), new ConnectorStatus.TaskStatus(1, state)),
                ConnectorType.SINK);

        var view = StatusView.of(status, new ConnectorDetail(Optional.empty(), List.of(lag), List.of(task)));

        assertThat(view.tasks().get(0).detail()).as("of what does not run").isNull();
        assertThat(json(view.tasks().get(1).detail()))
                .containsEntry("activity", "STALLED")
                .containsEntry("since", "2026-01-01T00:00:00Z")
                .containsEntry(
                        "in",
                        Map.of("last", "2026-01-01T00:00:00Z", "records_per_second", 2.5, "bytes_per_second", 250.0))
                .containsEntry("out", Map.of("records_per_second", 0.0))
                .containsEntry("usage", Map.of("cpu_ms", 2L, "allocated_bytes", 99L, "threads", 3))
                .containsEntry("last_put", "2026-01-01T00:00:00Z")
                .containsEntry("retrying", Map.of("since", "2026-01-01T00:00:00Z", "tries", 3, "error", "refused"))
                .doesNotContainKey("last_poll");
        assertThat(json(view.connector().detail()))
                .containsEntry("lag", List.of(Map.of("topic", "t", "partition", 0, "end", 12L, "records", 12L)));
    }

    private static Map<String, Object> json(Object view) {
        return Json.mapper().convertValue(view, new TypeReference<>() {});
    }
}
