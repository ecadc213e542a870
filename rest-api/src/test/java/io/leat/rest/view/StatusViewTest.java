package io.leat.rest.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.runtime.ConnectorDetail;
import io.leat.runtime.ConnectorState;
import io.leat.runtime.ConnectorStatus;
import io.leat.runtime.ConnectorType;
import io.leat.runtime.NextRestart;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusViewTest {

    private static final ConnectorStatus.State FAILED = new ConnectorStatus.State(
            ConnectorState.FAILED,
            "127.0.0.1:8083",
            Optional.of("trace"),
            Optional.empty(),
            Optional.of(new NextRestart(3, Instant.parse("2026-01-01T00:00:20Z"))));

    private static final ConnectorDetail NOTHING = new ConnectorDetail(Optional.empty(), List.of(), List.of());

    private final ConnectorStatus status =
            new ConnectorStatus("c", FAILED, List.of(new ConnectorStatus.TaskStatus(0, FAILED)), ConnectorType.SINK);

    @Test
    void tellsTheNextRestartToThoseWhoAskForDetail() {
        var view = StatusView.of(status, NOTHING);

        var restart = new StatusView.Restart(3, "2026-01-01T00:00:20Z");
        assertThat(view.connector().restart()).isEqualTo(restart);
        assertThat(view.tasks().get(0).restart()).isEqualTo(restart);
    }

    @Test
    void answersAsKafkaConnectDoesOtherwise() {
        var view = StatusView.of(status);

        assertThat(view.connector().restart()).isNull();
        assertThat(view.tasks().get(0).restart()).isNull();
    }
}
