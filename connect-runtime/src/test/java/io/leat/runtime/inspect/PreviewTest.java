package io.leat.runtime.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.runtime.Previews.Data;
import io.leat.runtime.Previews.Stage;
import io.leat.runtime.RequestException;
import io.leat.runtime.TargetState;
import io.leat.runtime.Worker;
import io.leat.runtime.WorkerIdentity;
import io.leat.runtime.Workers;
import io.leat.runtime.config.WorkerSettings;
import io.leat.runtime.log.WriterSpec;
import io.leat.runtime.log.memory.MemoryLog;
import io.leat.runtime.plugin.InstalledPlugins;
import io.leat.runtime.plugin.TestPlugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With Kafka's own file connectors. */
class PreviewTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String STRING = "org.apache.kafka.connect.storage.StringConverter";

    @TempDir
    Path temp;

    private final MemoryLog log = new MemoryLog();
    private InstalledPlugins plugins;
    private Worker worker;
    private Path in;

    @BeforeEach
    void start() throws IOException {
        var folder = Files.createDirectories(temp.resolve("plugins"));
        Files.copy(TestPlugins.kafkaJar("connect-file"), folder.resolve("connect-file.jar"));
        in = Files.writeString(temp.resolve("in.txt"), "one\ntwo\nthree\n");
        plugins = TestPlugins.open(temp.resolve("cache"), folder);
        var settings = WorkerSettings.parse(Map.of("key.converter", STRING, "value.converter", STRING), Set.of());
        worker = Workers.create(
                settings, new WorkerIdentity("here:1", "4.3.1", "x", "1"), log, plugins, Clock.systemUTC());
        worker.start();
    }

    @AfterEach
    void close() {
        worker.close();
        log.close();
        plugins.close();
    }

    @Test
    void showsASourcesRecordsBeforeAndAfterEveryStage() {
        var preview = worker.previews()
                .run(
                        "FileStreamSource",
                        source(Map.of(
                                "transforms", "wrap,hide",
                                "transforms.wrap.type", "org.apache.kafka.connect.transforms.HoistField$Value",
                                "transforms.wrap.field", "line",
                                "transforms.hide.type", "org.apache.kafka.connect.transforms.ValueToKey",
                                "transforms.hide.fields", "line")),
                        2,
                        LONG);

        assertThat(preview.ended()).isEqualTo("records");
        assertThat(preview.records()).hasSize(2);
        var first = preview.records().get(0);
        assertThat(first.outcome()).isEqualTo("passed");
        assertThat(first.position().get("offset")).isEqualTo(Map.of("position", 4L));
        assertThat(first.stages())
                .extracting(Stage::name)
                .containsExactly("poll", "transform wrap", "transform hide", "converters");
        assertThat(value(first.stages().get(0))).isEqualTo(new Data("one", "string"));
        assertThat(value(first.stages().get(1)).data()).isEqualTo(Map.of("line", "one"));
        assertThat(first.stages().get(2).records().get(0).key().data()).isEqualTo(Map.of("line", "one"));
        assertThat(value(first.stages().get(3)).data()).isEqualTo("Struct{line=one}".getBytes(UTF_8));
    }

    @Test
    void writesNothing() {
        var before = log.topics().list();

        worker.previews().run("FileStreamSource", source(Map.of()), 3, LONG);

        assertThat(log.topics().list()).isEqualTo(before).doesNotContain("lines");
        assertThat(worker.connectors()).isEmpty();
    }

    @Test
    void endsWhenTheTimeIsUp() {
        var preview = worker.previews().run("FileStreamSource", source(Map.of()), 100, Duration.ofSeconds(1));

        assertThat(preview.records()).hasSize(3);
        assertThat(preview.ended()).isEqualTo("time");
    }

    @Test
    void showsWhichTransformARecordFailsIn() {
        var preview = worker.previews()
                .run(
                        "FileStreamSource",
                        source(Map.of(
                                "transforms", "pick",
                                "transforms.pick.type", "org.apache.kafka.connect.transforms.ReplaceField$Value",
                                "transforms.pick.include", "line")),
                        1,
                        LONG);

        var failed = preview.records().get(0);
        assertThat(failed.outcome()).isEqualTo("failed");
        assertThat(failed.error()).hasValueSatisfying(error -> assertThat(error).startsWith("transform pick ("));
        assertThat(failed.stages()).extracting(Stage::name).containsExactly("poll");
    }

    @Test
    void saysThatARecordWouldBeLeftOut() {
        var preview = worker.previews()
                .run(
                        "FileStreamSource",
                        source(Map.of(
                                "transforms", "drop",
                                "transforms.drop.type", "org.apache.kafka.connect.transforms.Filter")),
                        1,
                        LONG);

        var left = preview.records().get(0);
        assertThat(left.outcome()).isEqualTo("filtered");
        assertThat(left.stages().get(1).records()).isEmpty();
    }

    @Test
    void showsWhatASinkWouldBeGivenOfTheLatestRecords() {
        fill("{\"user\":\"ann\",\"password\":\"hunter2\"}", "{\"user\":\"bob\"}");

        var preview = worker.previews().run("FileStreamSink", sink(), 1, LONG);

        assertThat(preview.records()).hasSize(1);
        var record = preview.records().get(0);
        assertThat(record.position()).containsEntry("topic", "users").containsEntry("offset", 1L);
        assertThat(record.stages()).extracting(Stage::name).containsExactly("log", "converters");
        assertThat(value(record.stages().get(1)).data()).isEqualTo(Map.of("user", "bob"));
        assertThat(temp.resolve("out.txt")).doesNotExist();
    }

    @Test
    void hidesFieldsThatHoldSecrets() {
        fill("{\"user\":\"ann\",\"password\":\"hunter2\"}");

        var preview = worker.previews().run("FileStreamSink", sink(), 1, LONG);

        assertThat(value(preview.records().get(0).stages().get(1)).data())
                .isEqualTo(Map.of("user", "ann", "password", "[hidden]"));
    }

    @Test
    void hidesMembersOfJsonThatHoldSecrets() {
        fill("{\"user\":\"ann\",\"api_key\" : \"a\\\"b\",\"pwd\":17,\"token\":{\"id\":1}}");

        var preview = worker.previews().run("FileStreamSink", sink(), 1, LONG);

        assertThat(new String(
                        (byte[]) value(preview.records().get(0).stages().get(0)).data(), UTF_8))
                .isEqualTo("{\"user\":\"ann\",\"api_key\" : \"[hidden]\",\"pwd\":\"[hidden]\",\"token\":{\"id\":1}}");
    }

    @Test
    void refusesAConfigurationThatValidationRefuses() {
        assertThatThrownBy(() -> worker.previews()
                        .run("FileStreamSource", Map.of("connector.class", "FileStreamSource"), 1, LONG))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessageContaining("topic");
    }

    @Test
    void refusesToShowTheWorkersConfigurations() {
        worker.create("src", source(Map.of()), TargetState.STOPPED);
        var config = new HashMap<>(sink());
        config.put("topics", "leat-connect-configs");

        assertThatThrownBy(() -> worker.previews().run("FileStreamSink", config, 1, LONG))
                .isInstanceOf(RequestException.Forbidden.class);
    }

    @Test
    void aDryRunTellsThatAConnectorDoesNotStart() {
        var config = new HashMap<>(sink());
        config.put("file", temp.resolve("no/such/folder/out.txt").toString());

        var result = worker.previews().dryRun("FileStreamSink", config);

        assertThat(result.errorCount()).isEqualTo(1);
        assertThat(result.configs())
                .filteredOn(entry -> entry.name().equals("connector.class"))
                .flatExtracting(entry -> entry.errors())
                .anyMatch(error -> error.contains("does not start") && error.contains("no/such/folder"));
    }

    @Test
    void aDryRunOfAGoodConfigurationFindsNothing() {
        assertThat(worker.previews().dryRun("FileStreamSink", sink()).errorCount())
                .isZero();
        assertThat(worker.previews()
                        .dryRun("FileStreamSource", source(Map.of()))
                        .errorCount())
                .isZero();
    }

    private Map<String, String> source(Map<String, String> further) {
        var config =
                new HashMap<>(Map.of("connector.class", "FileStreamSource", "file", in.toString(), "topic", "lines"));
        config.putAll(further);
        return config;
    }

    private Map<String, String> sink() {
        return Map.of(
                "connector.class", "FileStreamSink",
                "file", temp.resolve("out.txt").toString(),
                "topics", "users",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                "value.converter.schemas.enable", "false");
    }

    private void fill(String... values) {
        log.topics().create("users", 1, Map.of());
        assertThat(log.topics().describe("users")).isPresent();
        try (var writer = log.writer(new WriterSpec("test", Optional.empty(), true, Map.of()))) {
            for (var value : values) {
                writer.add("users", 0, 1, null, value.getBytes(UTF_8), List.of());
            }
            writer.append().join();
        }
    }

    private static Data value(Stage stage) {
        return stage.records().get(0).value();
    }
}
