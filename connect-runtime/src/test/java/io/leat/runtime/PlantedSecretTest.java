package io.leat.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.leat.runtime.config.WorkerSettings;
import io.leat.runtime.log.memory.MemoryLog;
import io.leat.runtime.plugin.InstalledPlugins;
import io.leat.runtime.plugin.JarBuilder;
import io.leat.runtime.plugin.TestPlugins;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plants secrets in a connector that tells them to everyone, and looks for them wherever a worker lets somebody look. */
class PlantedSecretTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String CANARY = "canary-7f3a9c";

    @TempDir
    Path temp;

    private final MemoryLog log = new MemoryLog();
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final PrintStream stderr = System.err;
    private final List<String> seen = new ArrayList<>();
    private InstalledPlugins plugins;
    private Worker worker;

    @BeforeEach
    void start() {
        System.setErr(new PrintStream(logged, true, UTF_8));
        new JarBuilder(temp)
                .source("leaky.LeakySource", LEAKY)
                .service(SourceConnector.class, "leaky.LeakySource")
                .write(temp.resolve("plugins/leaky/leaky.jar"));
        plugins = TestPlugins.open(temp.resolve("cache"), temp.resolve("plugins"));
        worker = open();
    }

    private Worker open() {
        var settings = WorkerSettings.parse(Map.of("offset.flush.interval.ms", "100"), Set.of());
        var opened = Workers.create(settings, WorkerFixture.IDENTITY, log, plugins, Clock.systemUTC());
        opened.start();
        return opened;
    }

    @AfterEach
    void close() {
        worker.close();
        log.close();
        plugins.close();
        System.setErr(stderr);
    }

    @Test
    void appearsNowhereThoughTheConnectorPutsItIntoEveryMessage() {
        seen.add(worker.create("c", config(), TargetState.STARTED).toString());
        awaitFailure();
        lookEverywhere();
        seen.add(worker.putConfig("c", new HashMap<>(worker.connector("c").config()))
                .toString());
        awaitFailure();
        worker.close();
        worker = open();
        awaitFailure();
        lookEverywhere();
        worker.close();

        assertThat(logged.toString(UTF_8)).contains("Task c-0 has failed", "did not stop cleanly", "denied [hidden]");
        assertThat(logged.toString(UTF_8)).contains("could not poll", "try again with [hidden]");
        assertThat(logged.toString(UTF_8)).doesNotContain(CANARY);
        assertThat(seen).isNotEmpty().allSatisfy(answer -> assertThat(answer).doesNotContain(CANARY));
    }

    private static Map<String, String> config() {
        return Map.of(
                "connector.class", "LeakySource",
                "dsn", "  " + CANARY + "-dsn ",
                "api.token", CANARY + "-token",
                "producer.override.sasl.jaas.config", CANARY + "-jaas");
    }

    private void awaitFailure() {
        await().atMost(SOON).untilAsserted(() -> {
            var tasks = worker.status("c").tasks();
            assertThat(tasks).hasSize(1);
            assertThat(tasks.get(0).state().trace()).isPresent();
            assertThat(tasks.get(0).state().trace().orElseThrow()).contains("denied [hidden]");
        });
    }

    private void lookEverywhere() {
        seen.add(worker.connector("c").toString());
        seen.add(worker.tasks("c").toString());
        seen.add(worker.status("c").toString());
        var named = new HashMap<>(config());
        named.put("name", "c");
        seen.add(worker.validate("LeakySource", named).toString());
        named.put("refuse", "true");
        seen.add(String.valueOf(catchThrowable(() -> worker.putConfig("c", named))));
        worker.topics().list().forEach(topic -> seen.add(peek(topic)));
    }

    private String peek(String topic) {
        var text = new StringBuilder();
        try {
            for (var record : worker.topics().peek(topic, 0, 0, 1_000)) {
                text.append(record.value() == null ? "" : new String(record.value(), UTF_8));
            }
        } catch (RequestException.Forbidden e) {
            text.append(e.getMessage());
        }
        return text.toString();
    }

    private static final String LEAKY = """
            package leaky;
            import java.util.List;
            import java.util.Map;
            import org.apache.kafka.common.config.Config;
            import org.apache.kafka.common.config.ConfigDef;
            import org.apache.kafka.connect.connector.Task;
            import org.apache.kafka.connect.errors.ConnectException;
            import org.apache.kafka.connect.errors.RetriableException;
            import org.apache.kafka.connect.source.SourceConnector;
            import org.apache.kafka.connect.source.SourceRecord;
            import org.apache.kafka.connect.source.SourceTask;
            public class LeakySource extends SourceConnector {
                private Map<String, String> config;
                public String version() { return "1.0"; }
                public void start(Map<String, String> settings) { config = settings; }
                public void stop() { throw new IllegalStateException("cannot release " + config.get("dsn").trim()); }
                public Class<? extends Task> taskClass() { return LeakyTask.class; }
                public List<Map<String, String>> taskConfigs(int max) {
                    return List.of(Map.of("url", "db://" + config.get("dsn").trim(), "dsn", config.get("dsn")));
                }
                public ConfigDef config() {
                    return new ConfigDef().define("dsn", ConfigDef.Type.PASSWORD, ConfigDef.Importance.HIGH, "");
                }
                public Config validate(Map<String, String> config) {
                    if (config.containsKey("refuse")) {
                        throw new IllegalStateException("no " + config);
                    }
                    return super.validate(config);
                }
                public static class LeakyTask extends SourceTask {
                    private String dsn;
                    private int polls;
                    public String version() { return "1.0"; }
                    public void start(Map<String, String> settings) { dsn = settings.get("dsn").trim(); }
                    public void commit() { throw new IllegalStateException("cannot commit with " + dsn); }
                    public void stop() { throw new IllegalStateException("cannot close " + dsn); }
                    public List<SourceRecord> poll() {
                        if (polls++ == 0) {
                            throw new RetriableException("try again with " + dsn);
                        }
                        throw new ConnectException("denied " + dsn, new IllegalStateException("for " + dsn));
                    }
                }
            }
            """;
}
