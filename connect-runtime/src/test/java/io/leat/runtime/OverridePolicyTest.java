package io.leat.runtime;

import static io.leat.runtime.WorkerFixture.config;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A policy that has become stricter than it was when the connector's configuration came in. */
class OverridePolicyTest {

    private static final String KEY = "producer.override.max.request.size";

    private final WorkerFixture fixture = new WorkerFixture();
    private LocalWorker worker = fixture.start();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aStricterPolicyFailsConnectorAndTasksAtTheirNextStart() {
        create();

        restartWith("None");

        fixture.awaitStatus("c", "FAILED 0=FAILED");
        assertThat(fixture.tasks.all).as("tasks that were started").isEmpty();
        var trace = worker.status("c").tasks().get(0).state().trace().orElseThrow();
        assertThat(trace)
                .contains("connector.client.config.override.policy refuses")
                .contains(KEY);
        assertThat(worker.status("c").connector().trace().orElseThrow()).contains(KEY);
    }

    @Test
    void theConnectorRunsAgainOnceItsConfigurationIsAllowed() {
        create();
        restartWith("None");
        fixture.awaitStatus("c", "FAILED 0=FAILED");

        worker.putConfig("c", config());

        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
    }

    @Test
    void aPolicyThatAllowsTheSettingsLetsThemRun() {
        create();
        fixture.set("connector.client.config.override.allowlist", "max.request.size");

        restartWith("Allowlist");

        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
        assertThat(fixture.tasks.running("c", 0)).isPresent();
    }

    private void create() {
        worker.create("c", config(KEY, "2000"), TargetState.STARTED);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
    }

    private void restartWith(String policy) {
        fixture.set("connector.client.config.override.policy", policy);
        worker = fixture.restart();
    }
}
