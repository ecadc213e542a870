package io.leat.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.connect.api.RecordSplitter;
import io.leat.runtime.TargetState;
import io.leat.runtime.log.WriterSpec;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class SourceTaskTest extends TaskHarness {

    private final ScriptedSource.Script source = ScriptedSource.Script.named(script);

    @Test
    void writesRecordsInOrderTogetherWithTheirPosition() {
        source.poll(record(1), record(2));
        source.poll(record(3));
        source(Map.of());
        await().untilAsserted(() -> assertThat(source.acknowledged).containsExactly(1L, 2L, 3L));
        assertThat(values(TOPIC)).containsExactly("1", "2", "3");
        assertThat(position()).contains(3L);
        assertThat(log.records(LogOffsets.TOPIC, 0)).as("one position a poll").hasSizeLessThanOrEqualTo(2);
        assertThat(listener.events).containsExactly("running 7");
        assertThat(listener.topics).containsExactly(TOPIC);
    }

    @Test
    void tellsTheConnectorWhereEachRecordIs() {
        write(TOPIC, 0, "before");
        source.poll(record(1), record(2));
        source(Map.of());
        await().untilAsserted(() -> assertThat(source.offsets).containsExactly(1L, 2L));
    }

    @Test
    void acknowledgesNothingBeforeItIsDurable() {
        log.faults().hold();
        source.poll(record(1));
        source(Map.of());
        await().untilAsserted(() -> assertThat(source.polled).hasValueGreaterThan(3));
        assertThat(source.acknowledged).isEmpty();
        assertThat(position()).isEmpty();
        log.faults().release();
        await().untilAsserted(() -> assertThat(source.acknowledged).containsExactly(1L));
    }

    @Test
    void keepsPollingWhileAppendsAreUnderWayButOnlyUpToABound() {
        log.faults().hold();
        var big = "x".repeat(300_000);
        for (var i = 1; i <= 200; i++) {
            source.poll(record(TOPIC, i, big));
        }
        source(Map.of());
        await().during(Duration.ofMillis(200)).until(() -> source.polled.get() >= 5 && source.polled.get() < 40);
        log.faults().release();
        await().untilAsserted(() -> assertThat(source.acknowledged)
                .isEqualTo(LongStream.rangeClosed(1, 200).boxed().toList()));
    }

    @Test
    void isBoundedEvenWhereEveryRecordIsLeftOut() {
        log.faults().hold();
        for (var i = 1; i <= 20; i++) {
            var number = i;
            source.polls.add(() -> IntStream.range(0, 1_000)
                    .mapToObj(j -> record(TOPIC, number, "x"))
                    .toList());
        }
        source(Map.of("transforms", "drop", "transforms.drop.type", "org.apache.kafka.connect.transforms.Filter"));
        await().during(Duration.ofMillis(200)).until(() -> source.polled.get() >= 5 && source.polled.get() < 15);
        log.faults().release();
        await().untilAsserted(() -> assertThat(position()).contains(20L));
    }

    @Test
    void aPollThatIsLargerThanAnAppendIsOneTransactionAllTheSame() {
        var records = IntStream.rangeClosed(1, 20)
                .mapToObj(i -> record(TOPIC, i, "x".repeat(200_000)))
                .toArray(SourceRecord[]::new);
        source.poll(records);
        source(Map.of());
        await().untilAsserted(() -> assertThat(source.acknowledged).hasSize(20));
        assertThat(log.records(LogOffsets.TOPIC, 0)).hasSize(1);
        assertThat(position()).contains(20L);
    }

    @Test
    void resumesFromTheLastDurablePosition() throws InterruptedException {
        source.poll(record(1), record(2));
        var first = source(Map.of());
        await().until(() -> source.acknowledged.size() == 2);
        first.stop();
        assertThat(first.await(Duration.ofSeconds(5))).isTrue();
        source(Map.of());
        await().until(() -> source.events.stream().filter("start"::equals).count() == 2);
        assertThat(source.context.offsetStorageReader().offset(Map.of("p", "a")))
                .isEqualTo(Map.of("n", 2));
        assertThat(source.context.offsetStorageReader().offset(Map.of("p", "other")))
                .isNull();
    }

    @Test
    void appendsAgainWhenTheLogFailsForAWhile() {
        log.faults().failNextAppend(new KafkaStorageException("disk full"));
        log.faults().failNextAppend(new KafkaStorageException("disk still full"));
        for (var i = 1; i <= 10; i++) {
            source.poll(record(i));
        }
        source(Map.of());
        await().untilAsserted(() -> assertThat(source.acknowledged).hasSize(10));
        assertThat(values(TOPIC)).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
        assertThat(source.acknowledged).isSorted();
        assertThat(position()).contains(10L);
        assertThat(listener.failure).isNull();
    }

    @Test
    void failsWhenTheLogRefusesForGood() {
        log.faults().failNextAppend(new ProducerFencedException("a newer task runs"));
        source.poll(record(1));
        source(Map.of());
        await().until(() -> listener.events.contains("failed"));
        assertThat(listener.failure).hasMessageContaining("a newer task runs");
        assertThat(source.acknowledged).isEmpty();
        assertThat(position()).isEmpty();
        assertThat(source.events).last().isEqualTo("stop on task-src-0");
    }

    @Test
    void commitsAtTheFlushIntervalAfterTheRecordsAreDurable() {
        source.poll(record(1));
        source(Map.of());
        await().until(() -> source.commits.get() >= 2);
        assertThat(source.acknowledged).containsExactly(1L);
    }

    @Test
    void asksAgainWhenAPollMayBeTriedAgain() {
        source.fail(new RetriableException("busy"));
        source.poll(record(1));
        source(Map.of());
        await().untilAsserted(() -> assertThat(source.acknowledged).containsExactly(1L));
        assertThat(listener.failure).isNull();
    }

    @Test
    void failsWithThePluginsExceptionWhenAPollFails() {
        source.poll(record(1));
        source.fail(new IllegalStateException("broken source"));
        source(Map.of());
        await().until(() -> listener.events.contains("failed"));
        assertThat(listener.failure).hasMessage("broken source");
        assertThat(values(TOPIC)).containsExactly("1");
        assertThat(source.acknowledged).containsExactly(1L);
        assertThat(source.events.stream().filter(event -> event.startsWith("stop")))
                .hasSize(1);
    }

    @Test
    void stopsAfterAllThatWasPolledIsDurable() throws InterruptedException {
        source.poll(record(1), record(2));
        var task = source(tasks, Map.of(), TargetState.STARTED);
        await().until(() -> source.polled.get() > 1);
        task.stop();
        assertThat(task.await(Duration.ofSeconds(5))).isTrue();
        assertThat(source.acknowledged).containsExactly(1L, 2L);
        assertThat(source.events.subList(source.events.size() - 2, source.events.size()))
                .containsExactly("commit", "stop on task-src-0");
        assertThat(listener.events).last().isEqualTo("stopped");
    }

    @Test
    void endsAPollThatDoesNotReturnByTheConnectorsStop() throws InterruptedException {
        source.deafToStop = true;
        var task = source(Map.of());
        await().until(() -> source.events.contains("start"));
        task.stop();
        assertThat(task.await(Duration.ofSeconds(10))).isTrue();
        assertThat(source.events.stream().filter(event -> event.startsWith("stop")))
                .containsExactly("stop on task-src-0-acks");
        assertThat(listener.events).last().isEqualTo("stopped");
    }

    @Test
    void doesNotPollWhilePaused() {
        var task = source(Map.of());
        await().until(() -> source.polled.get() > 0);
        task.pause();
        await().until(() -> listener.events.contains("paused"));
        source.poll(record(1));
        var before = source.polled.get();
        await().during(Duration.ofMillis(100)).until(() -> source.polled.get() == before);
        task.resume();
        await().untilAsserted(() -> assertThat(source.acknowledged).containsExactly(1L));
        assertThat(listener.events).containsExactly("running 7", "paused", "resumed");
    }

    @Test
    void isNotEvenMadeBeforeItIsResumed() {
        var task = source(tasks, Map.of(), TargetState.PAUSED);
        await().until(() -> listener.events.contains("paused"));
        assertThat(source.events).isEmpty();
        task.resume();
        await().until(() -> listener.events.contains("running 7"));
    }

    @Test
    void anAbandonedTaskWritesAndReportsNothingMore() throws InterruptedException {
        log.faults().hold();
        source.poll(record(1));
        var task = source(Map.of());
        await().until(() -> source.polled.get() > 1);
        task.stop();
        assertThat(task.await(Duration.ofMillis(50))).isFalse();
        task.abandon();
        var next = log.writer(new WriterSpec("next", Optional.of("workers-src-0"), true, Map.of()));
        log.faults().release();
        assertThat(task.await(Duration.ofSeconds(5))).isTrue();
        next.close();
        assertThat(values(TOPIC)).isEmpty();
        assertThat(listener.events).containsExactly("running 7");
    }

    @Test
    void forgetsAPositionWhoseOffsetIsNull() {
        source.poll(record(1));
        source.poll(new SourceRecord(Map.of("p", "a"), null, TOPIC, null, null, bytes("x")) {
            @Override
            public Map<String, ?> sourceOffset() {
                return Thread.currentThread().getName().endsWith("acks") ? Map.of("n", 2L) : null;
            }
        });
        source(Map.of());
        await().untilAsserted(() -> assertThat(source.acknowledged).hasSize(2));
        assertThat(position()).isEmpty();
    }

    @Test
    void makesTopicsAsTheConnectorWants() {
        source.poll(record("logs-a", 1, "x"), record("other", 2, "y"));
        source(Map.of(
                "topic.creation.groups", "logs",
                "topic.creation.logs.include", "logs-.*",
                "topic.creation.logs.partitions", "5",
                "topic.creation.logs.cleanup.policy", "compact",
                "topic.creation.default.partitions", "2"));
        await().until(() -> source.acknowledged.size() == 2);
        var logs = log.topics().describe("logs-a").orElseThrow();
        assertThat(logs.partitions()).hasSize(5);
        assertThat(logs.overrides()).isEqualTo(Map.of("cleanup.policy", "compact"));
        assertThat(log.topics().describe("other").orElseThrow().partitions()).hasSize(2);
    }

    @Test
    void makesATopicAgainThatWasDeletedMeanwhile() {
        source.poll(record(1));
        source(Map.of());
        await().until(() -> source.acknowledged.size() == 1);
        log.topics().delete(TOPIC);
        source.poll(record(2));
        await().until(() -> source.acknowledged.size() == 2);
        assertThat(values(TOPIC)).containsExactly("2");
    }

    @Test
    void namesThreadsAsKafkaConnectDoes() {
        source.polls.add(() -> {
            source.events.add("poll on " + Thread.currentThread().getName());
            return List.of();
        });
        source(Map.of());
        await().untilAsserted(() -> assertThat(source.events).contains("poll on task-src-0"));
    }

    @Test
    void writesAllPiecesOfARecordAndAcknowledgesItOnce() {
        source.poll(record(TOPIC, 1, "a"), record(TOPIC, 2, "b"));
        source(Map.of("transforms", "twice", "transforms.twice.type", Twice.class.getName()));
        await().untilAsserted(() -> assertThat(source.acknowledged).containsExactly(1L, 2L));
        assertThat(values(TOPIC)).containsExactly("a", "a", "b", "b");
        assertThat(source.offsets).containsExactly(1L, 3L);
        assertThat(position()).contains(2L);
    }

    /** Makes two records of each. */
    public static final class Twice implements RecordSplitter<SourceRecord> {

        @Override
        public List<SourceRecord> split(SourceRecord record) {
            return List.of(record, record);
        }

        @Override
        public SourceRecord apply(SourceRecord record) {
            return record;
        }

        @Override
        public ConfigDef config() {
            return new ConfigDef();
        }

        @Override
        public void configure(Map<String, ?> configs) {}

        @Override
        public void close() {}
    }

    @Test
    void countsWhatItPollsAndWrites() {
        source.poll(record(1), record(2), record(3));
        source(Map.of());
        await().untilAsserted(() -> assertThat(source.acknowledged).hasSize(3));
        await().untilAsserted(() -> assertThat(sample("leat_source_task_source_record_active_count"))
                .isZero());
        assertThat(sample("leat_source_task_source_record_poll_total")).isEqualTo(3);
        assertThat(sample("leat_source_task_source_record_write_total")).isEqualTo(3);
        assertThat(sample("leat_source_task_source_record_write_bytes_total")).isEqualTo(3);
        assertThat(sample("leat_connector_task_info")).isEqualTo(1);
    }

    @Test
    void showsTheFiguresThatTheConnectorKeeps() {
        source(Map.of());
        await().until(() -> source.context != null);
        var plugin = source.context.pluginMetrics();
        var name = plugin.metricName("queue-size", "Waiting.", new LinkedHashMap<>(Map.of("queue", "q1")));
        plugin.addMetric(name, (Gauge<Integer>) (config, now) -> 17);
        assertThat(sample("leat_plugin_queue_size")).isEqualTo(17);
    }

    @Test
    void stopsAConnectorThatCouldNotStartAndAsksItForNothingElse() {
        source.failsToStart = true;
        source(Map.of());
        await().until(() -> listener.events.contains("failed"));
        assertThat(listener.failure).hasMessage("cannot start");
        assertThat(source.events).containsExactly("start", "stop on task-src-0");
        assertThat(listener.events).containsExactly("failed");
    }

    @Test
    void namesAConverterThatDoesNotExist() {
        source(Map.of("value.converter", "no.such.Converter"));
        await().until(() -> listener.events.contains("failed"));
        assertThat(listener.failure).hasMessageContaining("no.such.Converter");
    }

    @Test
    void closingStopsAllTasks() {
        source(Map.of());
        await().until(() -> source.events.contains("start"));
        tasks.close();
        assertThat(listener.events).last().isEqualTo("stopped");
        assertThat(tasks.samples()).noneMatch(sample -> sample.labels().containsKey("task"));
    }

    private double sample(String name) {
        return tasks.samples().stream()
                .filter(sample -> sample.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
