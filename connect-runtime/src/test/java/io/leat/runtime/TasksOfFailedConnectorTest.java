package io.leat.runtime;

import static io.leat.runtime.WorkerFixture.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tasks live on while the connector's object has failed or cannot divide its work. */
class TasksOfFailedConnectorTest {

    private static final ConnectorTaskId TASK = new ConnectorTaskId("c", 0);

    private final WorkerFixture fixture = new WorkerFixture();
    private final LocalWorker worker = fixture.start();

    @BeforeEach
    void create() {
        worker.create(
                "c",
                config("errors.restart.delay.initial.ms", "60000", "errors.restart.delay.max.ms", "60000"),
                TargetState.STARTED);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void failConnector() {
        fixture.script.context().raiseError(new ConnectException("lost the source"));
        fixture.awaitStatus("c", "FAILED 0=RUNNING");
    }

    @Test
    void aTaskOfAFailedConnectorIsRestarted() {
        failConnector();
        var before = fixture.tasks.running("c", 0).orElseThrow();

        worker.restartTask(TASK);

        await().until(() ->
                fixture.tasks.running("c", 0).filter(task -> task != before).isPresent());
        fixture.awaitStatus("c", "FAILED 0=RUNNING");
    }

    @Test
    void theTasksRunAgainIfTheConnectorFailsInARestartOfAll() {
        fixture.script.onStart = config -> {
            throw new ConnectException("no route");
        };

        worker.restart("c", true, false);

        await().until(() -> fixture.tasks.all.size() == 2);
        fixture.awaitStatus("c", "FAILED 0=RUNNING");
        assertThat(fixture.tasks.running()).hasSize(1);
    }

    @Test
    void theTasksRunAgainIfTheConnectorCannotDivideItsWorkInARestartOfAll() {
        fixture.script.taskConfigs = (config, max) -> {
            throw new ConnectException("database is not there yet");
        };

        worker.restart("c", true, false);

        await().until(() -> fixture.tasks.all.size() == 2);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
    }

    @Test
    void tasksOfAFailedConnectorArePausedAndResumed() {
        failConnector();
        fixture.script.onStart = config -> {
            throw new ConnectException("no route");
        };

        worker.pause("c");
        fixture.awaitStatus("c", "PAUSED 0=PAUSED");
        worker.resume("c");

        fixture.awaitStatus("c", "FAILED 0=RUNNING");
    }
}
