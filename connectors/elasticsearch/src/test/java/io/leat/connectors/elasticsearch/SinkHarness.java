package io.leat.connectors.elasticsearch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** A worker's side of one sink task, in the test's hands: it says what is put and when. */
final class SinkHarness implements AutoCloseable {

    private final SinkTask task;
    private final Context context = new Context();
    private final Map<TopicPartition, Long> next = new HashMap<>();

    private SinkHarness(SinkTask task) {
        this.task = task;
    }

    static SinkHarness start(Map<String, String> config) {
        var connector = new ElasticsearchSinkConnector();
        connector.start(config);
        try {
            var task = (SinkTask) connector.taskClass().getDeclaredConstructor().newInstance();
            var harness = new SinkHarness(task);
            task.initialize(harness.context);
            task.start(connector.taskConfigs(1).get(0));
            return harness;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    SinkHarness open(String topic, int... partitions) {
        var opened = new ArrayList<TopicPartition>();
        for (var partition : partitions) {
            opened.add(new TopicPartition(topic, partition));
        }
        context.assignment.addAll(opened);
        task.open(opened);
        return this;
    }

    void closePartitions() {
        task.close(Set.copyOf(context.assignment));
        context.assignment.clear();
    }

    void put(SinkRecord... records) {
        put(List.of(records));
    }

    void put(Collection<SinkRecord> records) {
        records.forEach(record ->
                next.put(new TopicPartition(record.topic(), record.kafkaPartition()), record.kafkaOffset() + 1));
        task.put(records);
    }

    /** What the worker would commit now. */
    Map<TopicPartition, OffsetAndMetadata> preCommit() {
        var current = new HashMap<TopicPartition, OffsetAndMetadata>();
        next.forEach((partition, offset) -> current.put(partition, new OffsetAndMetadata(offset)));
        return task.preCommit(current);
    }

    /** The offset vouched for, of a topic with one partition. */
    long committable(String topic) {
        task.put(List.of());
        return preCommit().get(new TopicPartition(topic, 0)).offset();
    }

    List<SinkRecord> reported() {
        return context.reported;
    }

    List<Throwable> causes() {
        return context.causes;
    }

    Set<TopicPartition> paused() {
        return context.paused;
    }

    SinkHarness withoutReporter() {
        context.reporting = false;
        return this;
    }

    @Override
    public void close() {
        task.stop();
    }

    static SinkRecord record(String topic, long offset, Object key, Object value) {
        return record(topic, offset, 1_700_000_000_000L + offset, key, value);
    }

    static SinkRecord record(String topic, long offset, long timestamp, Object key, Object value) {
        return new SinkRecord(
                topic,
                0,
                key == null ? null : Schema.STRING_SCHEMA,
                key,
                null,
                value,
                offset,
                timestamp,
                TimestampType.CREATE_TIME);
    }

    static final Duration SOON = Duration.ofSeconds(15);

    private static final class Context implements SinkTaskContext {

        private final Set<TopicPartition> assignment = new HashSet<>();
        private final Set<TopicPartition> paused = new HashSet<>();
        private final List<SinkRecord> reported = new ArrayList<>();
        private final List<Throwable> causes = new ArrayList<>();
        private boolean reporting = true;

        @Override
        public Map<String, String> configs() {
            return Map.of();
        }

        @Override
        public void offset(Map<TopicPartition, Long> offsets) {}

        @Override
        public void offset(TopicPartition partition, long offset) {}

        @Override
        public void timeout(long timeoutMs) {}

        @Override
        public Set<TopicPartition> assignment() {
            return assignment;
        }

        @Override
        public void pause(TopicPartition... partitions) {
            paused.addAll(List.of(partitions));
        }

        @Override
        public void resume(TopicPartition... partitions) {
            paused.removeAll(List.of(partitions));
        }

        @Override
        public void requestCommit() {}

        @Override
        public ErrantRecordReporter errantRecordReporter() {
            if (!reporting) {
                return null;
            }
            return (record, error) -> {
                reported.add(record);
                causes.add(error);
                return CompletableFuture.completedFuture(null);
            };
        }

        @Override
        public PluginMetrics pluginMetrics() {
            return null;
        }
    }
}
