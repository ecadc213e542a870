package io.leat.runtime;

import static io.leat.runtime.WorkerFixture.config;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorLifeCycleTest {

    private final WorkerFixture fixture = new WorkerFixture();
    private LocalWorker worker = fixture.start();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void startsAConnectorAndItsTasks() {
        fixture.script.taskConfigs = (config, max) -> numbered(max);

        var info = worker.create("c", config("tasks.max", "2"), TargetState.STARTED);

        assertThat(info.config()).containsEntry("name", "c").containsEntry("tasks.max", "2");
        assertThat(info.type()).isEqualTo(ConnectorType.SOURCE);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING 1=RUNNING");
        assertThat(worker.tasks("c").get(1).config())
                .isEqualTo(Map.of("n", "1", "task.class", "org.apache.kafka.connect.source.SourceTask"));
        assertThat(worker.status("c").connector().version()).contains("1.0");
        assertThat(worker.status("c").connector().workerId()).isEqualTo("127.0.0.1:8083");
    }

    @Test
    void resumesEverythingAfterARestartOfTheWorker() {
        worker.create("running", config(), TargetState.STARTED);
        worker.create("paused", config(), TargetState.STARTED);
        worker.create("stopped", config(), TargetState.STOPPED);
        fixture.awaitStatus("running", "RUNNING 0=RUNNING");
        fixture.awaitStatus("paused", "RUNNING 0=RUNNING");
        worker.pause("paused");
        fixture.awaitStatus("paused", "PAUSED 0=PAUSED");
        var generation = fixture.tasks.running("running", 0).orElseThrow().spec.generation();

        worker = fixture.restart();

        assertThat(worker.connectors()).containsExactly("paused", "running", "stopped");
        fixture.awaitStatus("running", "RUNNING 0=RUNNING");
        fixture.awaitStatus("paused", "PAUSED 0=PAUSED");
        fixture.awaitStatus("stopped", "STOPPED");
        assertThat(fixture.tasks.running("running", 0).orElseThrow().spec.generation())
                .isGreaterThan(generation);
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
    void refusesANameThatExistsOrDiffers() {
        worker.create("c", config(), TargetState.STARTED);

        assertThatThrownBy(() -> worker.create("c", config(), TargetState.STARTED))
                .isInstanceOf(RequestException.Conflict.class)
                .hasMessage("Connector c already exists");
        assertThatThrownBy(() -> worker.create("bad", config("name", "other"), TargetState.STARTED))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessage("Connector name configuration (other) doesn't match connector name in the URL (bad)");
    }

    @Test
    void answersForUnknownConnectorsAsTheStockWorker() {
        assertNotFound(() -> worker.connector("none"), "Connector none not found");
        assertNotFound(() -> worker.status("none"), "No status found for connector none");
        assertNotFound(() -> worker.pause("none"), "Unknown connector none");
        assertNotFound(() -> worker.restart("none"), "Unknown connector: none");
        assertNotFound(() -> worker.restart("none", true, false), "Unknown connector: none");
        assertNotFound(() -> worker.delete("none"), "Connector none not found");
        assertNotFound(() -> worker.patchConfig("none", Map.of()), "Connector none not found");
        assertNotFound(() -> worker.offsets("none"), "Connector none not found");
        assertNotFound(() -> worker.taskStatus(new ConnectorTaskId("src", 9)), "No status found for task src-9");
        assertThat(worker.activeTopics("none")).isEmpty();
    }

    @Test
    void storesNothingOfAnInvalidConfiguration() {
        assertThatThrownBy(() -> worker.create("c", config("tasks.max", "0"), TargetState.STARTED))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessageContaining("tasks.max");

        assertThat(worker.connectors()).isEmpty();
    }

    @Test
    void pausesAndResumes() {
        worker.create("c", config(), TargetState.STARTED);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");

        worker.pause("c");
        fixture.awaitStatus("c", "PAUSED 0=PAUSED");
        assertThat(fixture.script.stopped).hasValue(1);

        worker.resume("c");
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
        assertThat(fixture.tasks.all).as("paused and resumed, not restarted").hasSize(1);
    }

    @Test
    void stopsTasksAndRemovesThemButKeepsTheConfiguration() {
        worker.create("c", config(), TargetState.STARTED);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");

        worker.stop("c");

        assertThat(fixture.states("c")).isEqualTo("STOPPED");
        assertThat(fixture.tasks.running()).isEmpty();
        assertThat(worker.tasks("c")).isEmpty();
        assertThat(worker.connector("c").config()).containsKey("connector.class");
        worker.resume("c");
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
    }

    @Test
    void startsNothingOfAConnectorCreatedStoppedOrPaused() {
        worker.create("stopped", config(), TargetState.STOPPED);
        worker.create("paused", config(), TargetState.PAUSED);

        fixture.awaitStatus("stopped", "STOPPED");
        fixture.awaitStatus("paused", "PAUSED");
        assertThat(fixture.script.started).isEmpty();
    }

    @Test
    void deletesConfigurationAndStatusesSoThatTheNameIsFree() {
        worker.create("c", config(), TargetState.STARTED);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");

        worker.delete("c");

        assertThat(worker.connectors()).isEmpty();
        assertThat(fixture.tasks.running()).isEmpty();
        assertNotFound(() -> worker.status("c"), "No status found for connector c");
        assertNotFound(() -> worker.taskStatus(new ConnectorTaskId("c", 0)), "No status found for task c-0");
        worker.create("c", config(), TargetState.STARTED);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
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
    void limitsTheTimeOfAValidation() {
        var release = new CountDownLatch(1);
        fixture.script.onValidate = () -> awaitQuietly(release);

        assertThatThrownBy(() -> worker.create("c", config(), TargetState.STARTED))
                .isInstanceOf(RequestException.TimedOut.class)
                .hasMessageContaining("validating the configuration of connector c");
        release.countDown();
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

    @Test
    void restartsTasksWhenTheConfigurationChanges() {
        worker.create("c", config(), TargetState.STARTED);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");

        var put = worker.putConfig("c", config("other", "x"));

        assertThat(put.created()).isFalse();
        await().untilAsserted(() -> assertThat(
                        fixture.tasks.running("c", 0).orElseThrow().spec.connectorConfig())
                .containsEntry("other", "x"));
        assertThat(fixture.tasks.running()).hasSize(1);
    }

    @Test
    void patchesKeysAndDeletesThoseSetToNull() {
        worker.create("c", config("other", "x", "errors.tolerance", "all"), TargetState.STARTED);
        var patch = new HashMap<String, String>();
        patch.put("other", null);
        patch.put("tasks.max", "2");

        var info = worker.patchConfig("c", patch);

        assertThat(info.config())
                .isEqualTo(Map.of(
                        "connector.class", "Scripted", "errors.tolerance", "all", "tasks.max", "2", "name", "c"));
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

    @Test
    void givesSecretsToPluginsAndShowsReferences(@TempDir Path temp) throws Exception {
        var file = Files.writeString(temp.resolve("s.properties"), "password=s3cr3t\n");
        var reference = "${file:" + file + ":password}";
        fixture.script.taskConfigs = (config, max) ->
                List.of(Map.of("password", config.get("password"), "url", "db?p=" + config.get("password")));

        worker.create("c", config("password", reference), TargetState.STARTED);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");

        assertThat(fixture.tasks.running("c", 0).orElseThrow().spec.taskConfig())
                .containsEntry("password", "s3cr3t")
                .containsEntry("url", "db?p=s3cr3t");
        assertThat(worker.connector("c").config()).containsEntry("password", reference);
        assertThat(worker.tasks("c").get(0).config())
                .containsEntry("password", reference)
                .containsEntry("url", "db?p=" + reference);
        assertThat(fixture.log.records("leat-connect-configs", 0))
                .noneMatch(record -> record.value() != null && new String(record.value(), UTF_8).contains("s3cr3t"));
    }

    @Test
    void remembersTheTopicsOfAConnectorUntilTheyAreReset() {
        worker.create("c", config(), TargetState.STARTED);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
        var task = fixture.tasks.running("c", 0).orElseThrow();
        task.listener.usedTopic(task.id(), "t1");

        worker = fixture.restart();
        assertThat(worker.activeTopics("c")).containsExactly("t1");

        worker.resetActiveTopics("c");
        assertThat(worker.activeTopics("c")).isEmpty();
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

    @Test
    void countsConnectorsTasksAndStarts() {
        worker.create("c", config(), TargetState.STARTED);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");

        assertThat(worker.metrics().samples())
                .extracting(sample -> sample.name() + sample.labels() + "=" + (long) sample.value())
                .contains(
                        "leat_connect_worker_connector_count{}=1",
                        "leat_connect_worker_task_count{}=1",
                        "leat_connect_worker_connector_startup_success_total{}=1",
                        "leat_connect_worker_connector_running_task_count{connector=c}=1");
    }

    private static List<Map<String, String>> numbered(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> Map.of("n", String.valueOf(n)))
                .toList();
    }

    private static void assertNotFound(ThrowingCallable request, String message) {
        assertThatThrownBy(request)
                .isInstanceOf(RequestException.NotFound.class)
                .hasMessage(message);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new ConnectException("interrupted", e);
        }
    }
}
