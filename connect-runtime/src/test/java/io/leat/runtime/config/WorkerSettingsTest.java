package io.leat.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leat.runtime.plugin.PluginDiscovery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkerSettingsTest {

    @Test
    void needsNoSettingsAtAll() {
        var settings = WorkerSettings.defaults();

        assertThat(settings.groupId()).isEqualTo("leat");
        assertThat(List.of(settings.configTopic(), settings.offsetTopic(), settings.statusTopic()))
                .containsExactly("leat-connect-configs", "leat-connect-offsets", "leat-connect-status");
        assertThat(settings.converters())
                .containsEntry("value.converter", "org.apache.kafka.connect.json.JsonConverter")
                .containsEntry("value.converter.schemas.enable", "false");
        assertThat(settings.flushInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.fastJson()).isTrue();
    }

    @Test
    void readsKafkaConnectsKeys() {
        var settings = parse(Map.of(
                "group.id", "g",
                "offset.flush.interval.ms", "1000",
                "plugin.path", "/a, /b",
                "plugin.discovery", "SERVICE_LOAD",
                "value.converter", "org.apache.kafka.connect.storage.StringConverter",
                "key.converter.schemas.enable", "true",
                "topic.tracking.enable", "false"));

        assertThat(settings.groupId()).isEqualTo("g");
        assertThat(settings.flushInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.pluginPath()).containsExactly(Path.of("/a"), Path.of("/b"));
        assertThat(settings.pluginDiscovery()).isEqualTo(PluginDiscovery.SERVICE_LOAD);
        assertThat(settings.converters())
                .containsEntry("key.converter.schemas.enable", "true")
                .doesNotContainKey("value.converter.schemas.enable");
        assertThat(settings.topicTracking()).isFalse();
    }

    @Test
    void takesOverAClustersWorkerPropertiesAsTheyAre() {
        var distributed = new HashMap<String, String>();
        for (var key : List.of(
                "bootstrap.servers",
                "rebalance.timeout.ms",
                "config.storage.replication.factor",
                "config.storage.min.insync.replicas",
                "ssl.keystore.password",
                "sasl.jaas.config",
                "producer.acks",
                "consumer.max.poll.records",
                "admin.retries",
                "listeners",
                "connect.protocol")) {
            distributed.put(key, "1");
        }

        assertThatCode(() -> parse(distributed)).doesNotThrowAnyException();
    }

    @Test
    void reportsEveryProblemAtOnceByItsKey() {
        var thrown = catchThrowableOfType(
                ConfigProblemsException.class,
                () -> parse(Map.of(
                        "offset.flush.interval.ms", "soon",
                        "plugin.discovery", "guess",
                        "plugn.path", "/x",
                        "config.providers", "vault")));

        assertThat(thrown.problems())
                .extracting(Problem::key)
                .containsExactlyInAnyOrder(
                        "plugn.path", "offset.flush.interval.ms", "plugin.discovery", "config.providers.vault.class");
    }

    @Test
    void suggestsTheNearestKnownKeyForATypo() {
        var thrown = catchThrowableOfType(
                ConfigProblemsException.class,
                () -> WorkerSettings.parse(
                        Map.of("offset.flush.intervall.ms", "1", "log.retention.hour", "1"),
                        Set.of("log.retention.hours")));

        assertThat(thrown)
                .hasMessageContaining(
                        "offset.flush.intervall.ms: unknown setting; did you mean offset.flush.interval.ms?")
                .hasMessageContaining("log.retention.hour: unknown setting; did you mean log.retention.hours?");
    }

    @Test
    void suggestsNothingWhereNothingIsNear() {
        var thrown = catchThrowableOfType(ConfigProblemsException.class, () -> parse(Map.of("xyzzy", "1")));

        assertThat(thrown).hasMessage("xyzzy: unknown setting");
    }

    @Test
    void acceptsKeysThatOthersRead() {
        assertThatCode(() -> WorkerSettings.parse(Map.of("data.dir", "/d"), Set.of("data.dir")))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesOneTopicForTwoPurposes() {
        var thrown = catchThrowableOfType(
                ConfigProblemsException.class,
                () -> parse(Map.of("config.storage.topic", "t", "status.storage.topic", "t")));

        assertThat(thrown).hasMessageContaining("four different topics");
    }

    @Test
    void hidesTheParametersOfConfigProviders() {
        var settings = parse(Map.of(
                "config.providers", "vault",
                "config.providers.vault.class", "com.example.Vault",
                "config.providers.vault.param.token", "s3cr3t"));

        assertThat(settings.providers().get("vault").parameters()).containsEntry("token", "s3cr3t");
        assertThat(settings.toString()).doesNotContain("s3cr3t");
    }

    private static WorkerSettings parse(Map<String, String> settings) {
        return WorkerSettings.parse(settings, Set.of());
    }
}
