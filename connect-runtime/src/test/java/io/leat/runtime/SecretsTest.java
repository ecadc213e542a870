package io.leat.runtime;

import static io.leat.runtime.WorkerFixture.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that were written into configurations in plain text: the connector gets them, and nobody else sees them. */
class SecretsTest {

    private static final String CONFIGS = "leat-connect-configs";
    private static final String JAAS = "producer.override.sasl.jaas.config";

    private final WorkerFixture fixture = new WorkerFixture();
    private LocalWorker worker = fixture.start();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void hidesPasswordsInTheAnswersToRequestsThatChangeAConnector() {
        var hidden = Map.entry("password", "[hidden]");

        assertThat(worker.create("c", config("password", "s3cr3t"), TargetState.STARTED)
                        .config())
                .contains(hidden)
                .containsEntry("name", "c");
        assertThat(worker.putConfig("c", config("password", "s3cr3t-2")).info().config())
                .contains(hidden);
        assertThat(worker.patchConfig("c", Map.of("other", "x")).config())
                .contains(hidden)
                .containsEntry("other", "x");
        assertThat(worker.connector("c").config()).contains(hidden);
        assertThat(started()).containsEntry("password", "s3cr3t-2");
    }

    @Test
    void hidesUnknownSettingsByTheirNameAndClientSettingsByTheirType() {
        worker.create(
                "c",
                config(
                        "api.token",
                        "s3cr3t",
                        JAAS,
                        "s3cr3t",
                        "consumer.override.ssl.truststore.certificates",
                        "s3cr3t",
                        "producer.override.sasl.oauthbearer.token.endpoint.url",
                        "https://login",
                        "other",
                        "password"),
                TargetState.STARTED);

        assertThat(worker.connector("c").config())
                .containsEntry("api.token", "[hidden]")
                .containsEntry(JAAS, "[hidden]")
                .containsEntry("consumer.override.ssl.truststore.certificates", "[hidden]")
                .containsEntry("producer.override.sasl.oauthbearer.token.endpoint.url", "https://login")
                .containsEntry("other", "password");
    }

    @Test
    void hidesSecretsThatTheConnectorCopiesIntoTheSettingsOfItsTasks() {
        fixture.script.taskConfigs = (config, max) -> List.of(
                Map.of("password", config.get("password"), "url", "db?p=" + config.get("password"), "other", "s3cr3t"));
        worker.create("c", config("password", "s3cr3t", "other", "s3cr3t"), TargetState.STARTED);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");

        assertThat(worker.tasks("c").get(0).config())
                .containsEntry("password", "[hidden]")
                .containsEntry("url", "db?p=[hidden]")
                .containsEntry("other", "s3cr3t");
    }

    @Test
    void hidesByNameWhatBelongsToAConnectorThatIsNotInstalledAnyMore() {
        worker.create("c", config("password", "s3cr3t", "private.key", "s3cr3t", "other", "x"), TargetState.STOPPED);

        worker = fixture.with(new FakePlugins()).restart();

        assertThat(worker.connector("c").config())
                .isEqualTo(Map.of(
                        "connector.class", "Scripted",
                        "name", "c",
                        "password", "[hidden]",
                        "private.key", "[hidden]",
                        "other", "x"));
    }

    @Test
    void refusesAConnectorThatRefersToAFileOutsideOfTheAllowList(@TempDir Path temp) throws IOException {
        var outside = Files.writeString(temp.resolve("outside"), "password=s3cr3t");
        var allowed = Files.createDirectory(temp.resolve("allowed"));
        worker = fixture.set("config.providers.file.param.allowed.paths", allowed.toString())
                .restart();
        var reference = "${file:" + outside + ":password}";

        assertThatThrownBy(() -> worker.create("c", config("password", reference), TargetState.STARTED))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessageContaining(reference)
                .hasMessageContaining("config.providers.file.param.allowed.paths")
                .hasMessageNotContaining("s3cr3t");
        assertThat(worker.connectors()).isEmpty();
    }

    @Test
    void keepsTheStoredSecretWhenWhatWasReadIsEditedAndSentBack() {
        worker.create("c", config("password", "s3cr3t", JAAS, "s3cr3t-jaas"), TargetState.STARTED);
        var edited = new HashMap<>(worker.connector("c").config());
        edited.put("other", "new");

        worker.putConfig("c", edited);
        worker.patchConfig("c", Map.of("password", "[hidden]", "other", "newer"));

        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
        assertThat(started())
                .containsEntry("password", "s3cr3t")
                .containsEntry(JAAS, "s3cr3t-jaas")
                .containsEntry("other", "newer");
    }

    @Test
    void takesTheHiddenFormLiterallyWhereNothingWouldBeHidden() {
        worker.create("c", config("other", "x"), TargetState.STARTED);

        worker.patchConfig("c", Map.of("other", "[hidden]"));

        assertThat(worker.connector("c").config()).containsEntry("other", "[hidden]");
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
        assertThat(started()).containsEntry("other", "[hidden]");
    }

    @Test
    void refusesAHiddenValueForWhichNothingIsStored() {
        worker.create("c", config(), TargetState.STARTED);

        assertThatThrownBy(() -> worker.create("new", config("password", "[hidden]"), TargetState.STARTED))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessageContaining(
                        "[hidden] in password stands for a stored secret, but none is stored for this key")
                .hasMessageContaining("send the secret");
        assertThatThrownBy(() -> worker.putConfig("c", config("api.token", "[hidden]")))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessageContaining("api.token");
        assertThat(worker.connectors()).containsExactly("c");
    }

    @Test
    void refusesToPutAStoredSecretWhereItWouldBeShown() {
        fixture.plugins.add("Open", OpenSource::new);
        worker.create("c", config("password", "s3cr3t"), TargetState.STARTED);

        assertThatThrownBy(() -> worker.putConfig("c", Map.of("connector.class", "Open", "password", "[hidden]")))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessageContaining("password");
    }

    /** For which {@code password} is an ordinary setting. */
    private static final class OpenSource extends ScriptedSource {

        OpenSource() {
            super(new Script());
        }

        @Override
        public ConfigDef config() {
            return new ConfigDef().define("password", ConfigDef.Type.STRING, ConfigDef.Importance.LOW, "");
        }
    }

    @Test
    void validatesHiddenValuesAsThoseOfTheConnectorThatIsNamed() {
        worker.create("c", config("password", "s3cr3t"), TargetState.STARTED);

        var known = worker.validate("Scripted", config("name", "c", "password", "[hidden]"));
        var unknown = worker.validate("Scripted", config("name", "other", "password", "[hidden]"));

        assertThat(known.errorCount()).isZero();
        assertThat(entry(known, "password").value()).contains("[hidden]");
        assertThat(unknown.errorCount()).isEqualTo(1);
        assertThat(entry(unknown, "password").errors())
                .singleElement()
                .asString()
                .contains("none is stored for this key");
    }

    private static ValidationResult.Entry entry(ValidationResult result, String key) {
        return result.configs().stream()
                .filter(entry -> entry.name().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void doesNotChangeASecretBackThatWasChangedDuringTheCheck() {
        worker.create("c", config("password", "old"), TargetState.STARTED);
        fixture.script.onValidate = () -> {
            fixture.script.onValidate = () -> {};
            worker.putConfig("c", config("password", "new"));
        };

        assertThatThrownBy(() -> worker.patchConfig("c", Map.of("password", "[hidden]")))
                .isInstanceOf(RequestException.Conflict.class)
                .hasMessageContaining("has changed");
    }

    @Test
    void refusesALookIntoTheConfigTopicOnly() {
        worker.create("c", config("password", "s3cr3t"), TargetState.STARTED);
        worker.topics().create("data", 1, Map.of());

        assertThatThrownBy(() -> worker.topics().peek(CONFIGS, 0, 0, 10))
                .isInstanceOf(RequestException.Forbidden.class)
                .hasMessageContaining("GET /connectors/{connector}/config");
        assertThat(worker.topics().peek("data", 0, 0, 10)).isEmpty();
        assertThat(worker.topics().describe(CONFIGS)).isPresent();
    }

    /** What the connector was last started with. */
    private Map<String, String> started() {
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
        return fixture.tasks.running("c", 0).orElseThrow().spec.connectorConfig();
    }
}
