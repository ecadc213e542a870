package io.leat.runtime;

import static io.leat.runtime.WorkerFixture.awaitQuietly;
import static io.leat.runtime.WorkerFixture.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connectors and tasks that do not return from what they were asked. */
class HangingConnectorTest {

    private final WorkerFixture fixture = new WorkerFixture();
    private LocalWorker worker = fixture.start();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void startsKnownTasksWhileTheirConnectorIsStillBusyStarting() {
        worker.create("c", config(), TargetState.STARTED);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
        var release = new CountDownLatch(1);
        fixture.script.onStart = config -> awaitQuietly(release);

        worker = fixture.restart();

        await().until(() -> fixture.tasks.running("c", 0).isPresent());
        release.countDown();
    }

    @Test
    void holdsUpNobodyElseWhenAConnectorBlocks() {
        var hanging = new ScriptedSource.Script();
        var release = new CountDownLatch(1);
        hanging.onStart = config -> awaitQuietly(release);
        fixture.plugins.add("Hanging", hanging::source);
        worker.create("hung", Map.of("connector.class", "Hanging"), TargetState.STARTED);

        worker.create("c", config(), TargetState.STARTED);

        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
        assertThat(fixture.states("hung")).isEqualTo("UNASSIGNED");
        release.countDown();
    }

    @Test
    void deletesAConnectorThatHangs() {
        var release = new CountDownLatch(1);
        fixture.script.onStart = config -> awaitQuietly(release);
        worker.create("c", config(), TargetState.STARTED);

        worker.delete("c");
        fixture.script.onStart = config -> {};
        worker.create("c", config(), TargetState.STARTED);

        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
        release.countDown();
    }

    @Test
    void stopsAnObjectThatStartsAfterItWasGivenUp() {
        var release = new CompletableFuture<Void>();
        fixture.script.onStart = config -> release.join(); // deaf to interrupts
        worker.create("c", config(), TargetState.STARTED);
        worker.delete("c");
        assertThat(fixture.script.stopped).hasValue(0);

        release.complete(null);

        await().until(() -> fixture.script.stopped.get() == 1);
    }

    @Test
    void limitsTheTimeOfAValidation() {
        var release = new CountDownLatch(1);
        fixture.script.onValidate = () -> awaitQuietly(release);

        assertThatThrownBy(() -> worker.create("c", config(), TargetState.STARTED))
                .isInstanceOf(RequestException.TimedOut.class)
                .hasMessageContaining("validating the configuration of connector c");
        release.countDown();
    }

    @Test
    void closesInTimeAlthoughAConnectorAndATaskHang() {
        var release = new CountDownLatch(1);
        worker.create("c", config(), TargetState.STARTED);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
        fixture.tasks.stopsInTime = false;
        var task = fixture.tasks.running("c", 0).orElseThrow();
        fixture.script.onStart = config -> awaitQuietly(release);
        worker.create("hung", config(), TargetState.STARTED);

        assertTimeoutPreemptively(Duration.ofSeconds(5), worker::close);

        assertThat(task.abandoned).isTrue();
        release.countDown();
    }
}
