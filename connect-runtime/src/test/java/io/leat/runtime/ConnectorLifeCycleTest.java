package io.leat.runtime;

import static io.leat.runtime.WorkerFixture.config;
import static io.leat.runtime.WorkerFixture.numbered;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    static void assertNotFound(ThrowingCallable request, String message) {
        assertThatThrownBy(request)
                .isInstanceOf(RequestException.NotFound.class)
                .hasMessage(message);
    }
}
