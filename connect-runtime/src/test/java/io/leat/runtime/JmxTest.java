package io.leat.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.runtime.config.WorkerSettings;
import io.leat.runtime.log.memory.MemoryLog;
import io.leat.runtime.plugin.InstalledPlugins;
import io.leat.runtime.plugin.TestPlugins;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The names in JMX are one space for the whole process, hence alone. */
@Isolated
class JmxTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String CONVERTER = "org.apache.kafka.connect.storage.StringConverter";

    @TempDir
    Path temp;

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private final MemoryLog log = new MemoryLog();
    private InstalledPlugins plugins;
    private Worker worker;

    @BeforeEach
    void start() throws IOException {
        var folder = Files.createDirectories(temp.resolve("plugins"));
        Files.copy(TestPlugins.kafkaJar("connect-file"), folder.resolve("connect-file.jar"));
        plugins = TestPlugins.open(temp.resolve("cache"), folder);
        var settings = WorkerSettings.parse(
                Map.of(
                        "key.converter",
                        CONVERTER,
                        "value.converter",
                        CONVERTER,
                        "config.providers",
                        "file",
                        "config.providers.file.class",
                        "FileConfigProvider",
                        "config.providers.file.param.allowed.paths",
                        temp.toString()),
                Set.of());
        worker = Workers.create(settings, WorkerFixture.IDENTITY, log, plugins, Clock.systemUTC());
        worker.start();
    }

    @AfterEach
    void close() {
        worker.close();
        log.close();
        plugins.close();
    }

    @Test
    void hasEveryMetricOfKafkaConnectUnderItsName() throws IOException {
        create();
        var expected = kafkaConnects();

        await().atMost(SOON).untilAsserted(() -> assertThat(shown()).containsAll(expected));
    }

    @Test
    void showsWhatRunsInATaskAndHowItFares() throws IOException, JMException {
        create();

        var task = "kafka.connect:type=connector-task-metrics,connector=lines,task=0";
        await().atMost(SOON).until(() -> attribute(task, "status"), "running"::equals);
        assertThat(attribute(task, "connector-class"))
                .isEqualTo("org.apache.kafka.connect.file.FileStreamSourceConnector");
        assertThat(attribute(task, "connector-type")).isEqualTo("source");
        assertThat(attribute(task, "value-converter-class")).isEqualTo(CONVERTER);
        var source = "kafka.connect:type=source-task-metrics,connector=lines,task=0";
        await().atMost(SOON).until(() -> attribute(source, "source-record-write-total"), Double.valueOf(2)::equals);
        var connector = "kafka.connect:type=connector-metrics,connector=lines";
        assertThat(attribute(connector, "status")).isEqualTo("running");
        var counts = "kafka.connect:type=connect-worker-metrics,connector=lines";
        assertThat(attribute(counts, "connector-running-task-count")).isEqualTo(1.0);
    }

    @Test
    void forgetsAConnectorThatIsDeleted() throws IOException {
        create();
        await().atMost(SOON).until(() -> shownOf("lines"), names -> !names.isEmpty());

        worker.delete("lines");

        await().atMost(SOON).until(() -> shownOf("lines"), Set::isEmpty);
    }

    @Test
    void keepsWhatIsKnownOfATaskThatHasFailedUntilItsConnectorStops() throws JMException {
        var missing = temp.resolve("missing").resolve("out.txt");
        worker.create("broken", brokenSink(missing), TargetState.STARTED);

        var task = "kafka.connect:type=connector-task-metrics,connector=broken,task=0";
        await().atMost(SOON)
                .until(
                        () -> worker.status("broken").tasks(),
                        tasks -> tasks.size() == 1 && tasks.get(0).state().state() == ConnectorState.FAILED);
        await().atMost(SOON).until(() -> attribute(task, "status"), "failed"::equals);
        assertThat(shownOf("broken,task=0")).hasSizeGreaterThan(1);
        assertThat(worker.metrics().samples())
                .anyMatch(sample -> sample.name().startsWith("leat_connector_task_")
                        && "broken".equals(sample.labels().get("connector")));

        worker.stop("broken");
        assertThat(shownOf("broken,task=0")).isEmpty();
    }

    @Test
    void keepsWhatIsKnownOfAConnectorThatHasFailed() throws IOException, JMException {
        var secrets = Files.writeString(temp.resolve("secrets.properties"), "file=" + temp.resolve("out.txt"));
        worker.create("broken", brokenSink("${file:" + secrets + ":file}"), TargetState.STARTED);
        Files.delete(secrets);
        worker.restart("broken");

        var connector = "kafka.connect:type=connector-metrics,connector=broken";
        await().atMost(SOON).until(() -> attribute(connector, "status"), "failed"::equals);
        assertThat(attribute(connector, "connector-type")).isEqualTo("sink");
    }

    private static Map<String, String> brokenSink(Object file) {
        return Map.of(
                "connector.class", "FileStreamSink",
                "file", file.toString(),
                "topics", "lines",
                "errors.restart.enable", "false");
    }

    private void create() throws IOException {
        var in = Files.writeString(temp.resolve("in.txt"), "one\ntwo\n");
        worker.create(
                "lines",
                Map.ofEntries(
                        Map.entry("connector.class", "FileStreamSource"),
                        Map.entry("file", in.toString()),
                        Map.entry("topic", "lines"),
                        Map.entry("transforms", "mark"),
                        Map.entry("transforms.mark.type", "org.apache.kafka.connect.transforms.RegexRouter"),
                        Map.entry("transforms.mark.regex", "(.*)"),
                        Map.entry("transforms.mark.replacement", "$1"),
                        Map.entry("transforms.mark.predicate", "named"),
                        Map.entry("predicates", "named"),
                        Map.entry(
                                "predicates.named.type",
                                "org.apache.kafka.connect.transforms.predicates.TopicNameMatches"),
                        Map.entry("predicates.named.pattern", "lines")),
                TargetState.STARTED);
        worker.create(
                "files",
                Map.of(
                        "connector.class", "FileStreamSink",
                        "file", temp.resolve("out.txt").toString(),
                        "topics", "lines"),
                TargetState.STARTED);
    }

    private List<String> kafkaConnects() throws IOException {
        try (var list = Objects.requireNonNull(JmxTest.class.getResourceAsStream("kafka-connect-metrics.txt"))) {
            return new String(list.readAllBytes(), UTF_8).lines().toList();
        }
    }

    /** As in the list: {@code connector-metrics [connector] status}. */
    private Set<String> shown() throws JMException {
        var shown = new TreeSet<String>();
        for (var name : beans.queryNames(new ObjectName("kafka.connect:*"), null)) {
            var tags = Arrays.stream(name.getKeyPropertyListString().split(","))
                    .map(tag -> tag.substring(0, tag.indexOf('=')))
                    .skip(1)
                    .collect(Collectors.joining(",", " [", "] "));
            for (var attribute : beans.getMBeanInfo(name).getAttributes()) {
                shown.add(name.getKeyProperty("type") + tags + attribute.getName());
            }
        }
        return shown;
    }

    private Set<ObjectName> shownOf(String connector) throws JMException {
        return beans.queryNames(new ObjectName("kafka.connect:connector=" + connector + ",*"), null);
    }

    private Object attribute(String bean, String attribute) throws JMException {
        var name = new ObjectName(bean);
        return beans.isRegistered(name) ? beans.getAttribute(name, attribute) : "no such bean";
    }
}
