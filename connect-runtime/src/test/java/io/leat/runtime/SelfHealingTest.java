package io.leat.runtime;

import static io.leat.runtime.WorkerFixture.awaitQuietly;
import static io.leat.runtime.WorkerFixture.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfHealingTest {

    private static final String FIRST_DELAY = "errors.restart.delay.initial.ms";
    private static final ConnectException HUNG_UP = new ConnectException("the server hung up");

    private final WorkerFixture fixture = new WorkerFixture();
    private final LocalWorker worker = fixture.start();

    @AfterEach
    void close() {
        fixture.close();
    }

    private FakeTasks.FakeTask create(Map<String, String> config) {
        worker.create("c", config, TargetState.STARTED);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
        return fixture.tasks.running("c", 0).orElseThrow();
    }

    private static void fail(FakeTasks.FakeTask task, Throwable cause) {
        task.listener.failed(task.id(), cause);
    }

    @Test
    void startsAFailedTaskAgainByItself() {
        var task = create(config(FIRST_DELAY, "1"));

        fail(task, HUNG_UP);

        await().until(() -> fixture.tasks.all.size() == 2);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
        assertThat(task.stopped).as("the failed one is gone").isTrue();
    }

    @Test
    void startsAFailedConnectorAgainByItself() {
        var starts = new AtomicInteger();
        fixture.script.onStart = config -> {
            if (starts.incrementAndGet() < 3) {
                throw HUNG_UP;
            }
        };

        worker.create("c", config(FIRST_DELAY, "1"), TargetState.STARTED);

        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
        assertThat(starts).hasValue(3);
    }

    @Test
    void tellsWhenTheNextRestartIsDue() {
        var task = create(config(FIRST_DELAY, "60000"));

        fail(task, HUNG_UP);

        await().until(() -> restart().isPresent());
        assertThat(restart().orElseThrow().inARow()).isEqualTo(1);
        assertThat(fixture.states("c")).isEqualTo("RUNNING 0=FAILED");
    }

    @Test
    void forgetsTheRestartThatWasDueWhenSomebodyElseRestarts() {
        var task = create(config(FIRST_DELAY, "60000"));
        fail(task, HUNG_UP);
        await().until(() -> restart().isPresent());

        worker.restartTask(new ConnectorTaskId("c", 0));

        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
        assertThat(restart()).isEmpty();
    }

    @Test
    void leavesAWrongConfigurationAlone() {
        var task = create(config(FIRST_DELAY, "1"));

        fail(task, new ConnectException("start failed", new ConfigException("url", "x", "is no URL")));
        fixture.awaitStatus("c", "RUNNING 0=FAILED");

        // What the host does next comes after what it would have done about the failure.
        worker.pause("c");
        fixture.awaitStatus("c", "PAUSED 0=PAUSED");
        assertThat(fixture.tasks.all).hasSize(1);
    }

    @Test
    void leavesFailuresAloneWhereItIsSwitchedOff() {
        var task = create(config("errors.restart.enable", "false", FIRST_DELAY, "1"));

        fail(task, HUNG_UP);
        fixture.awaitStatus("c", "RUNNING 0=FAILED");

        worker.pause("c");
        fixture.awaitStatus("c", "PAUSED 0=PAUSED");
        assertThat(fixture.tasks.all).hasSize(1);
    }

    @Test
    void startsNothingAgainThatWasStoppedMeanwhile() {
        var task = create(config(FIRST_DELAY, "60000"));
        fail(task, HUNG_UP);
        await().until(() -> restart().isPresent());

        worker.stop("c");

        assertThat(fixture.states("c")).isEqualTo("STOPPED");
        assertThat(fixture.tasks.all).hasSize(1);
    }

    @Test
    void startsAgainWhenSecretsThatWereAwayAreBack(@TempDir Path folder) throws IOException {
        var secrets = Files.writeString(folder.resolve("s.properties"), "password=s3cr3t\n");
        create(config(
                FIRST_DELAY, "1", "errors.restart.budget", "1000", "password", "${file:" + secrets + ":password}"));
        Files.delete(secrets);
        worker.restart("c");
        fixture.awaitStatus("c", "FAILED 0=RUNNING");

        Files.writeString(secrets, "password=s3cr3t\n");

        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
    }

    @Test
    void showsTheCallOfARestartByItselfThatHangs() {
        var starts = new AtomicInteger();
        var gate = new CountDownLatch(1);
        fixture.script.onStart = config -> {
            if (starts.incrementAndGet() == 1) {
                throw HUNG_UP;
            }
            awaitQuietly(gate);
        };

        worker.create("c", config(FIRST_DELAY, "1"), TargetState.STARTED);

        await().untilAsserted(() -> assertThat(worker.details().of("c").busy())
                .hasValueSatisfying(call -> assertThat(call.call()).isEqualTo("starting connector c again")));
        gate.countDown();
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
    }

    private Optional<NextRestart> restart() {
        return worker.status("c").tasks().get(0).state().restart();
    }
}
