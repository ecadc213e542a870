package io.leat.runtime.task;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.ConnectorType;
import io.leat.runtime.TargetState;
import io.leat.runtime.inspect.TapPoints;
import io.leat.runtime.ledger.TaskLedgers;
import io.leat.runtime.log.LogRecord;
import io.leat.runtime.log.WriterSpec;
import io.leat.runtime.log.memory.MemoryLog;
import io.leat.runtime.metrics.Registry;
import io.leat.runtime.state.DecisionStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;

/** Tasks over an in-memory log: the base of the loops' tests. */
abstract class TaskHarness {

    final TapPoints taps = new TapPoints();

    static final String BYTES = "io.leat.runtime.task.BytesConverter";
    static final String TOPIC = "t";
    static final String SECRET = "hunter2-hunter2";

    /** Whether tasks run with the connector's present configuration. */
    volatile boolean isCurrent = true;

    final String script = UUID.randomUUID().toString();
    final MemoryLog log = new MemoryLog();
    final LogOffsets offsets = new LogOffsets(log);
    final DecisionStore decisions = new DecisionStore(log);
    final RecordedListener listener = new RecordedListener();
    final TaskThreads tasks = threads(Duration.ofMillis(50));
    private final List<TaskThreads> others = new ArrayList<>();

    TaskThreads threads(Duration flushInterval) {
        return threads(flushInterval, 64 << 20);
    }

    TaskThreads threads(Duration flushInterval, long bufferMemory) {
        var settings = new TaskSettings(
                "workers",
                flushInterval,
                Duration.ofSeconds(2),
                Duration.ofMillis(300),
                Duration.ofMinutes(5),
                bufferMemory,
                true,
                Map.of("key.converter", BYTES, "value.converter", BYTES, "header.converter", BYTES));
        var services = new TaskServices(
                log,
                new FakePlugins(),
                offsets,
                decisions,
                TaskLedgers.NONE,
                new Registry(new Metrics()),
                taps,
                Clock.systemUTC());
        var made = new TaskThreads(settings, services);
        if (others != null) {
            others.add(made);
        }
        return made;
    }

    @AfterEach
    void closeAll() {
        log.faults().release();
        tasks.close();
        others.forEach(TaskThreads::close);
        decisions.close();
        log.close();
    }

    RunningTask source(Map<String, String> config) {
        return source(tasks, config, TargetState.STARTED);
    }

    RunningTask source(TaskThreads threads, Map<String, String> config, TargetState target) {
        return threads.start(spec(ConnectorType.SOURCE, "src", ScriptedSource.class, config, target), listener);
    }

    RunningTask sink(Map<String, String> config) {
        return sink(tasks, config, TargetState.STARTED);
    }

    RunningTask sink(TaskThreads threads, Map<String, String> config, TargetState target) {
        var all = new HashMap<>(Map.of("topics", TOPIC));
        all.putAll(config);
        return threads.start(spec(ConnectorType.SINK, "snk", ScriptedSink.class, all, target), listener);
    }

    private TaskSpec spec(
            ConnectorType type, String name, Class<?> connector, Map<String, String> config, TargetState target) {
        var all = new HashMap<>(config);
        all.put("connector.class", connector.getName());
        var taskConfig = new HashMap<>(all);
        taskConfig.put("script", script);
        taskConfig.put("task.class", connector.getName() + "$ScriptedTask");
        return new TaskSpec(
                new ConnectorTaskId(name, 0),
                type,
                all,
                taskConfig,
                target,
                1,
                () -> isCurrent,
                text -> text.replace(SECRET, "[hidden]"));
    }

    static SourceRecord record(long number) {
        return record(TOPIC, number, Long.toString(number));
    }

    static SourceRecord record(String topic, long number, String value) {
        return new SourceRecord(
                Map.of("p", "a"), Map.of("n", number), topic, null, null, null, Schema.BYTES_SCHEMA, bytes(value));
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static String text(LogRecord record) {
        return new String(record.value(), UTF_8);
    }

    List<String> values(String topic) {
        return log.topics().describe(topic).isEmpty()
                ? List.of()
                : log.records(topic, 0).stream().map(TaskHarness::text).toList();
    }

    /** The position of the source's only partition. */
    Optional<Long> position() {
        return offsets.all("src").stream()
                .map(entry -> ((Number) entry.getValue().get("n")).longValue())
                .findFirst();
    }

    void write(String topic, int partition, String... values) {
        log.topics().create(topic, partition + 1, Map.of());
        try (var writer = log.writer(new WriterSpec("test", Optional.empty(), true, Map.of()))) {
            for (var value : values) {
                writer.add(topic, partition, 1_000, null, bytes(value), List.of());
            }
            writer.append().join();
        }
    }

    Optional<Long> committed(String topic, int partition) {
        return Optional.ofNullable(log.groups().offsets("connect-snk").get(new TopicPartition(topic, partition)));
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(5));
    }
}
