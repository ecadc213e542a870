package io.leat.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.runtime.TargetState;
import io.leat.runtime.log.LogReader;
import io.leat.runtime.log.ReaderSpec;
import io.leat.runtime.log.TopicSelection;
import io.leat.runtime.log.WriterSpec;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.errors.IllegalWorkerStateException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;

class SinkTaskTest extends TaskHarness {

    private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);

    private final ScriptedSink.Script sink = ScriptedSink.Script.named(script);

    @Test
    void putsRecordsInOrderAndCommitsThem() {
        write(TOPIC, 0, "a", "b", "c");
        sink(Map.of());
        await().untilAsserted(() -> assertThat(sink.values).containsExactly("a", "b", "c"));
        await().untilAsserted(() -> assertThat(committed(TOPIC, 0)).contains(3L));
        assertThat(listener.events).containsExactly("running 8");
        assertThat(listener.topics).containsExactly(TOPIC);
        assertThat(sink.events).startsWith("start", "open [t-0]");
    }

    @Test
    void tellsTheConnectorWhereARecordComesFrom() {
        write(TOPIC, 0, "a");
        sink(Map.of());
        await().until(() -> sink.records.size() == 1);
        var record = sink.records.get(0);
        assertThat(record.topic()).isEqualTo(TOPIC);
        assertThat(record.kafkaOffset()).isZero();
        assertThat(record.originalTopic()).isEqualTo(TOPIC);
        assertThat(record.timestamp()).isEqualTo(1_000);
        assertThat(record.timestampType()).isEqualTo(TimestampType.CREATE_TIME);
    }

    @Test
    void deliversARecordAsSoonAsItIsThere() {
        write(TOPIC, 0, "a");
        sink(threads(Duration.ofHours(1)), Map.of(), TargetState.STARTED);
        await().until(() -> sink.values.size() == 1);
        write(TOPIC, 0, "b");
        await().until(() -> sink.values.size() == 2);
    }

    @Test
    void resumesFromTheCommittedOffset() throws InterruptedException {
        write(TOPIC, 0, "a", "b");
        var first = sink(threads(Duration.ofHours(1)), Map.of(), TargetState.STARTED);
        await().until(() -> sink.values.size() == 2);
        first.stop();
        assertThat(first.await(Duration.ofSeconds(5))).isTrue();
        assertThat(committed(TOPIC, 0)).as("committed on the way out").contains(2L);
        assertThat(sink.events).endsWith("preCommit", "close [t-0]", "stop");
        assertThat(listener.events).last().isEqualTo("stopped");
        write(TOPIC, 0, "c");
        sink(Map.of());
        await().untilAsserted(() -> assertThat(sink.values).containsExactly("a", "b", "c"));
    }

    @Test
    void givesTheSameRecordsAgainWhenTheConnectorAsksForIt() {
        write(TOPIC, 0, "a", "b");
        for (var i = 0; i < 2; i++) {
            sink.onPut(records -> {
                write(TOPIC, 0, "later");
                sink.context.timeout(10);
                throw new RetriableException("full");
            });
        }
        sink(Map.of());
        await().until(() -> sink.values.size() == 4);
        assertThat(sink.batches.subList(0, 3)).containsOnly(List.of("a", "b"));
        assertThat(sink.values).containsExactly("a", "b", "later", "later");
        await().untilAsserted(() -> assertThat(committed(TOPIC, 0)).contains(4L));
    }

    @Test
    void commitsNothingOfABatchThatIsToBeGivenAgain() {
        write(TOPIC, 0, "a");
        for (var i = 0; i < 20; i++) {
            sink.onPut(records -> {
                sink.context.timeout(10);
                throw new RetriableException("full");
            });
        }
        sink(Map.of());
        await().until(() -> sink.batches.size() > 10 && sink.events.contains("preCommit"));
        assertThat(sink.values).isEmpty();
        assertThat(committed(TOPIC, 0)).isEmpty();
        await().untilAsserted(() -> assertThat(committed(TOPIC, 0)).contains(1L));
    }

    @Test
    void failsWhenTheConnectorDoes() {
        write(TOPIC, 0, "a");
        sink.onPut(records -> {
            throw new IllegalStateException("no such index");
        });
        sink(Map.of());
        await().until(() -> listener.events.contains("failed"));
        assertThat(listener.failure)
                .hasMessageContaining("the record at topic t, partition 0, offset 0")
                .hasMessageContaining("no such index");
        assertThat(committed(TOPIC, 0)).isEmpty();
        assertThat(sink.events).endsWith("close [t-0]", "stop");
    }

    @Test
    void commitsOnlyWhatTheConnectorVouchesFor() {
        sink.preCommit = offsets -> Map.of(FIRST, new OffsetAndMetadata(2));
        write(TOPIC, 0, "a", "b", "c");
        sink(Map.of());
        await().untilAsserted(() -> assertThat(committed(TOPIC, 0)).contains(2L));
    }

    @Test
    void ignoresWhatTheConnectorWasNotGiven() {
        sink.preCommit = offsets ->
                Map.of(FIRST, new OffsetAndMetadata(100), new TopicPartition("other", 0), new OffsetAndMetadata(1));
        write(TOPIC, 0, "a");
        sink(Map.of());
        await().until(() -> sink.events.stream().filter("preCommit"::equals).count() > 2);
        assertThat(committed(TOPIC, 0)).isEmpty();
        assertThat(log.groups().offsets("connect-snk")).isEmpty();
    }

    @Test
    void readsAgainFromTheLastCommitWhenTheConnectorCannotFlush() {
        write(TOPIC, 0, "a", "b");
        sink.preCommit = offsets -> {
            sink.preCommit = UnaryOperator.identity();
            throw new IllegalStateException("flush failed");
        };
        sink(Map.of());
        await().untilAsserted(() -> assertThat(sink.values).containsExactly("a", "b", "a", "b"));
        await().untilAsserted(() -> assertThat(committed(TOPIC, 0)).contains(2L));
        assertThat(listener.failure).isNull();
    }

    @Test
    void makesUpForACommitThatFailed() {
        log.faults().failNextCommit(new KafkaStorageException("no disk"));
        write(TOPIC, 0, "a");
        sink(Map.of());
        await().untilAsserted(() -> assertThat(committed(TOPIC, 0)).contains(1L));
        assertThat(sample("leat_connector_task_offset_commit_failure_percentage"))
                .isPositive();
    }

    @Test
    void commitsAtOnceWhenTheConnectorAsksForIt() {
        write(TOPIC, 0, "a");
        sink.onPut(records -> sink.context.requestCommit());
        sink(threads(Duration.ofHours(1)), Map.of(), TargetState.STARTED);
        await().untilAsserted(() -> assertThat(committed(TOPIC, 0)).contains(1L));
    }

    @Test
    void commitsAtOnceWhenAnotherThreadOfTheConnectorAsksForIt() {
        write(TOPIC, 0, "a");
        sink(threads(Duration.ofHours(1)), Map.of(), TargetState.STARTED);
        await().until(() -> sink.values.size() == 1);
        sink.context.requestCommit();
        await().untilAsserted(() -> assertThat(committed(TOPIC, 0)).contains(1L));
    }

    @Test
    void readsOnWhereTheConnectorWants() {
        write(TOPIC, 0, "a", "b", "c");
        sink.onPut(records -> sink.context.offset(Map.of(FIRST, 1L)));
        sink(Map.of());
        await().untilAsserted(() -> assertThat(sink.values).containsExactly("a", "b", "c", "b", "c"));
        await().untilAsserted(() -> assertThat(committed(TOPIC, 0)).contains(3L));
    }

    @Test
    void leavesAPartitionAloneThatTheConnectorHasPaused() {
        write(TOPIC, 0, "a");
        write(TOPIC, 0, "b");
        sink.onPut(records -> sink.context.pause(FIRST));
        sink(Map.of("consumer.override.max.poll.records", "1"));
        await().until(() -> sink.events.stream().filter("preCommit"::equals).count() > 2);
        assertThat(sink.values).containsExactly("a");
    }

    @Test
    void refusesToPauseAPartitionOfAnotherTask() {
        write(TOPIC, 0, "a");
        sink.onPut(records -> sink.context.pause(new TopicPartition(TOPIC, 9)));
        sink(Map.of());
        await().until(() -> listener.events.contains("failed"));
        assertThat(listener.failure).hasRootCauseInstanceOf(IllegalWorkerStateException.class);
    }

    @Test
    void putsNothingWhilePausedByTheUserAndCommitsWhatWasPut() {
        write(TOPIC, 0, "a");
        var task = sink(threads(Duration.ofHours(1)), Map.of(), TargetState.STARTED);
        await().until(() -> sink.values.size() == 1);
        task.pause();
        await().until(() -> listener.events.contains("paused"));
        await().untilAsserted(() -> assertThat(committed(TOPIC, 0)).contains(1L));
        write(TOPIC, 0, "b");
        await().during(Duration.ofMillis(100)).until(() -> sink.values.size() == 1);
        task.resume();
        await().untilAsserted(() -> assertThat(sink.values).containsExactly("a", "b"));
        assertThat(listener.events).containsExactly("running 8", "paused", "resumed");
    }

    @Test
    void givesPartitionsToANewMemberOfItsGroupAfterCommittingThem() {
        write(TOPIC, 1, "one");
        write(TOPIC, 0, "zero");
        sink(threads(Duration.ofHours(1)), Map.of(), TargetState.STARTED);
        await().until(() -> sink.values.size() == 2);
        try (var other = log.reader(new ReaderSpec("other", Optional.of("connect-snk"), true, 10, 1000, Map.of()))) {
            other.subscribe(new TopicSelection.Named(Set.of(TOPIC)), new LogReader.AssignmentListener() {
                @Override
                public void assigned(Collection<TopicPartition> partitions) {}

                @Override
                public void revoked(Collection<TopicPartition> partitions) {}
            });
            await().until(() -> {
                other.poll(Duration.ofMillis(10));
                return !other.assignment().isEmpty();
            });
            assertThat(other.position(new TopicPartition(TOPIC, 1))).isEqualTo(1);
            assertThat(sink.events).endsWith("preCommit", "close [t-1]");
        }
        await().untilAsserted(() -> assertThat(sink.events).endsWith("open [t-1]"));
    }

    @Test
    void readsTopicsThatMatchAPatternAsTheyAppear() {
        sink(Map.of("topics", "", "topics.regex", "logs-.*"));
        await().until(() -> listener.events.contains("running 8"));
        write("logs-a", 0, "a");
        await().untilAsserted(() -> assertThat(sink.values).containsExactly("a"));
        assertThat(listener.topics).containsExactly("logs-a");
    }

    @Test
    void takesNoMoreRecordsAtOnceThanItIsTold() {
        write(TOPIC, 0, IntStream.range(0, 95).mapToObj(i -> "v" + i).toArray(String[]::new));
        sink(Map.of("consumer.override.max.poll.records", "10"));
        await().until(() -> sink.values.size() == 95);
        assertThat(sink.batches).allMatch(batch -> batch.size() <= 10);
    }

    @Test
    void usesTheGroupItIsTold() {
        write(TOPIC, 0, "a");
        sink(Map.of("consumer.override.group.id", "mine"));
        await().until(() -> log.groups().offsets("mine").containsKey(FIRST));
    }

    @Test
    void anAbandonedTaskGivesItsPartitionsAwayAndCommitsNothing() throws InterruptedException {
        write(TOPIC, 0, "a");
        var gate = new CountDownLatch(1);
        sink.onPut(records -> {
            var interrupted = false;
            while (gate.getCount() > 0) {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            assertThat(interrupted).isTrue();
        });
        var task = sink(Map.of());
        await().until(() -> sink.batches.size() == 1);
        task.stop();
        assertThat(task.await(Duration.ofMillis(50))).isFalse();
        task.abandon();
        assertThat(log.groups().describe("connect-snk").orElseThrow().members()).isEmpty();
        gate.countDown();
        assertThat(task.await(Duration.ofSeconds(5))).isTrue();
        assertThat(committed(TOPIC, 0)).isEmpty();
        assertThat(listener.events).containsExactly("running 8");
        assertThat(sink.events).last().isEqualTo("stop");
    }

    @Test
    void passesHeadersOn() {
        log.topics().create(TOPIC, 1, Map.of());
        try (var writer = log.writer(new WriterSpec("test", Optional.empty(), true, Map.of()))) {
            var header = new RecordHeader("h", bytes("1"));
            writer.add(TOPIC, 0, 1, bytes("key"), bytes("v"), List.of(header));
            writer.append().join();
        }
        sink(Map.of());
        await().until(() -> sink.records.size() == 1);
        var record = sink.records.get(0);
        assertThat(record.headers().lastWithName("h").value()).isEqualTo(bytes("1"));
        assertThat(record.key()).isEqualTo(bytes("key"));
    }

    @Test
    void countsWhatItReadsAndPuts() {
        write(TOPIC, 0, "aa", "bb");
        sink(Map.of());
        await().untilAsserted(() -> assertThat(sample("leat_sink_task_offset_commit_completion_total"))
                .isPositive());
        assertThat(sample("leat_sink_task_sink_record_active_count")).isZero();
        assertThat(sample("leat_sink_task_sink_record_read_total")).isEqualTo(2);
        assertThat(sample("leat_sink_task_sink_record_read_bytes_total")).isEqualTo(4);
        assertThat(sample("leat_sink_task_sink_record_send_total")).isEqualTo(2);
        assertThat(sample("leat_sink_task_partition_count")).isEqualTo(1);
    }

    private double sample(String name) {
        var found = tasks.samples().stream()
                .filter(sample -> sample.name().equals(name))
                .peek(sample -> assertThat(sample.labels())
                        .containsEntry("connector", "snk")
                        .containsEntry("task", "0"))
                .collect(Collectors.toList());
        assertThat(found).as(name).hasSize(1);
        return found.get(0).value();
    }
}
