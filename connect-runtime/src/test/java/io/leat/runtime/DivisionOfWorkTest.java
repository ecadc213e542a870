package io.leat.runtime;

import static io.leat.runtime.WorkerFixture.config;
import static io.leat.runtime.WorkerFixture.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a connector divides its work among tasks, and divides it again. */
class DivisionOfWorkTest {

    private final WorkerFixture fixture = new WorkerFixture();
    private final LocalWorker worker = fixture.start();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void restartsOnlyTasksWhoseConfigurationHasChanged() {
        var tables = new AtomicInteger(1);
        fixture.script.taskConfigs = (config, max) -> numbered(tables.get());
        worker.create("c", config("tasks.max", "3"), TargetState.STARTED);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");

        fixture.script.context().requestTaskReconfiguration();
        tables.set(2);
        fixture.script.context().requestTaskReconfiguration();

        fixture.awaitStatus("c", "RUNNING 0=RUNNING 1=RUNNING");
        assertThat(fixture.tasks.all).extracting(task -> task.id().task()).containsExactly(0, 1);
    }

    @Test
    void removesTasksThatAConnectorNoLongerNeeds() {
        var tables = new AtomicInteger(2);
        fixture.script.taskConfigs = (config, max) -> numbered(tables.get());
        worker.create("c", config("tasks.max", "3"), TargetState.STARTED);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING 1=RUNNING");

        tables.set(1);
        fixture.script.context().requestTaskReconfiguration();

        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
        assertThat(worker.tasks("c")).hasSize(1);
    }

    @Test
    void asksAgainWhenAConnectorCannotDivideItsWork() {
        var failures = new AtomicInteger(1);
        fixture.script.taskConfigs = (config, max) -> {
            if (failures.getAndDecrement() > 0) {
                throw new ConnectException("database is not there yet");
            }
            return numbered(1);
        };

        worker.create("c", config(), TargetState.STARTED);

        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
    }

    @Test
    void failsAConnectorThatAsksForTooManyTasksUnlessThatIsNotEnforced() {
        fixture.script.taskConfigs = (config, max) -> numbered(3);

        worker.create("strict", config("tasks.max", "2"), TargetState.STARTED);
        worker.create("lax", config("tasks.max", "2", "tasks.max.enforce", "false"), TargetState.STARTED);

        fixture.awaitStatus("strict", "FAILED");
        assertThat(worker.status("strict").connector().trace().orElseThrow()).contains("generated 3 tasks");
        fixture.awaitStatus("lax", "RUNNING 0=RUNNING 1=RUNNING 2=RUNNING");
    }
}
