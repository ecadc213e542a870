package io.leat.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.runtime.config.WorkerSettings;
import io.leat.runtime.log.memory.MemoryLog;
import io.leat.runtime.plugin.InstalledPlugins;
import io.leat.runtime.plugin.TestPlugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole worker with Kafka's own file connectors: nothing is faked but the log, which lies in memory. */
class WorkersTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path temp;

    private final MemoryLog log = new MemoryLog();
    private InstalledPlugins plugins;
    private Worker worker;
    private Path in;
    private Path out;

    @BeforeEach
    void start() throws IOException {
        var folder = Files.createDirectories(temp.resolve("plugins"));
        Files.copy(TestPlugins.kafkaJar("connect-file"), folder.resolve("connect-file.jar"));
        in = Files.writeString(temp.resolve("in.txt"), "one\ntwo\n");
        out = temp.resolve("out.txt");
        plugins = TestPlugins.open(temp.resolve("cache"), folder);
        worker = open();
    }

    private Worker open() {
        var settings = WorkerSettings.parse(
                Map.of(
                        "offset.flush.interval.ms", "200",
                        "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                        "value.converter", "org.apache.kafka.connect.storage.StringConverter"),
                Set.of());
        var opened = Workers.create(settings, WorkerFixture.IDENTITY, log, plugins, Clock.systemUTC());
        opened.start();
        return opened;
    }

    @AfterEach
    void close() {
        worker.close();
        log.close();
        plugins.close();
    }

    @Test
    void movesLinesThroughATopicAndGoesOnAfterARestart() throws IOException {
        worker.create("src", source(), TargetState.STARTED);
        worker.create("snk", sink(), TargetState.STARTED);
        awaitLines("one", "two");
        assertThat(worker.activeTopics("src")).containsExactly("lines");
        await().atMost(SOON).until(() -> !worker.offsets("snk").isEmpty());

        worker.close();
        Files.writeString(in, "three\n", StandardOpenOption.APPEND);
        worker = open();

        awaitLines("one", "two", "three");
        assertThat(log.records("lines", 0))
                .extracting(record -> new String(record.value(), UTF_8))
                .containsExactly("one", "two", "three");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(worker.offsets("src"))
                        .containsExactly(
                                new ConnectorOffset(Map.of("filename", in.toString()), Map.of("position", 14L))));
    }

    @Test
    void readsAgainFromThePositionThatWasSet() throws IOException {
        worker.create("src", source(), TargetState.STARTED);
        await().atMost(SOON).until(() -> !worker.offsets("src").isEmpty());
        worker.stop("src");

        worker.alterOffsets(
                "src", List.of(new ConnectorOffset(Map.of("filename", in.toString()), Map.of("position", 4))));
        worker.resume("src");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(log.records("lines", 0))
                        .extracting(record -> new String(record.value(), UTF_8))
                        .containsExactly("one", "two", "two"));
    }

    @Test
    void showsTheFiguresOfTasksBesideItsOwn() {
        worker.create("src", source(), TargetState.STARTED);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(worker.metrics().samples())
                        .extracting(Metrics.Sample::name)
                        .contains("leat_connect_worker_connector_count")
                        .anyMatch(name -> name.contains("source_record")));
    }

    private void awaitLines(String... lines) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(out).exists().content().isEqualTo(String.join("\n", lines) + "\n"));
    }

    private Map<String, String> source() {
        return Map.of("connector.class", "FileStreamSource", "file", in.toString(), "topic", "lines");
    }

    private Map<String, String> sink() {
        return Map.of("connector.class", "FileStreamSink", "file", out.toString(), "topics", "lines");
    }
}
