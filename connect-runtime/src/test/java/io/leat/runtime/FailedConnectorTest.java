package io.leat.runtime;

import static io.leat.runtime.ConnectorLifeCycleTest.assertNotFound;
import static io.leat.runtime.WorkerFixture.config;
import static io.leat.runtime.WorkerFixture.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connectors and tasks that fail, and their restarts by hand. */
class FailedConnectorTest {

    private final WorkerFixture fixture = new WorkerFixture();
    private final LocalWorker worker = fixture.start();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void reportsAConnectorThatCannotStartAndStartsItOnRestart() {
        fixture.script.onStart = config -> {
            throw new ConnectException("no route to " + config.get("password"));
        };
        worker.create("c", config("password", "s3cr3t"), TargetState.STARTED);
        fixture.awaitStatus("c", "FAILED");
        assertThat(worker.status("c").connector().trace().orElseThrow())
                .contains("no route to [hidden]")
                .doesNotContain("s3cr3t");

        fixture.script.onStart = config -> {};
        worker.restart("c");

        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
    }

    @Test
    void failsAConnectorThatRaisesAnError() {
        worker.create("c", config(), TargetState.STARTED);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");

        fixture.script.context().raiseError(new ConnectException("lost the source"));

        fixture.awaitStatus("c", "FAILED 0=RUNNING");
        assertThat(worker.status("c").connector().trace().orElseThrow()).contains("lost the source");
    }

    @Test
    void reportsAFailedTaskAndRestartsIt() {
        worker.create("c", config(), TargetState.STARTED);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
        var task = fixture.tasks.running("c", 0).orElseThrow();
        task.listener.failed(task.id(), new ConnectException("broken record"));
        task.stopped = true;
        assertThat(worker.taskStatus(task.id()).state().trace().orElseThrow()).contains("broken record");

        worker.restartTask(task.id());

        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
        assertThat(fixture.tasks.running()).hasSize(1);
        assertNotFound(() -> worker.restartTask(new ConnectorTaskId("c", 7)), "Unknown task: c-7");
    }

    @Test
    void restartsOnlyWhatHasFailed() {
        fixture.script.taskConfigs = (config, max) -> numbered(2);
        worker.create("c", config("tasks.max", "2"), TargetState.STARTED);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING 1=RUNNING");
        var healthy = fixture.tasks.running("c", 1).orElseThrow();
        var broken = fixture.tasks.running("c", 0).orElseThrow();
        broken.listener.failed(broken.id(), new ConnectException("broken"));

        var answer = worker.restart("c", true, true);

        assertThat(answer.connector().state()).isEqualTo(ConnectorState.RUNNING);
        assertThat(answer.tasks())
                .extracting(task -> task.state().state())
                .containsExactly(ConnectorState.RESTARTING, ConnectorState.RUNNING);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING 1=RUNNING");
        assertThat(fixture.tasks.running("c", 1)).contains(healthy);
        assertThat(fixture.script.started).hasSize(1);
    }

    @Test
    void restartsConnectorAndTasks() {
        worker.create("c", config(), TargetState.STARTED);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");

        var answer = worker.restart("c", true, false);

        assertThat(answer.connector().state()).isEqualTo(ConnectorState.RESTARTING);
        await().until(() -> fixture.script.started.size() == 2);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
        assertThat(fixture.tasks.all).hasSize(2);
    }
}
