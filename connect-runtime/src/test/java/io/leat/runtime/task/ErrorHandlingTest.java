package io.leat.runtime.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.runtime.log.LogRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ErrorHandlingTest extends TaskHarness {

    private static final String DLQ = "dead";
    private static final Map<String, String> TOLERANT = Map.of("errors.tolerance", "all");
    private static final Map<String, String> DEAD_LETTERS = Map.of(
            "errors.tolerance", "all",
            "errors.deadletterqueue.topic.name", DLQ,
            "errors.deadletterqueue.context.headers.enable", "true");

    @Nested
    class OfASource {

        private final ScriptedSource.Script source = ScriptedSource.Script.named(script);

        @Test
        void aRecordThatCannotBeConvertedEndsTheTaskAfterThoseBeforeIt() {
            source.poll(record(1), record(TOPIC, 2, "bad"), record(3));
            source(Map.of());
            await().until(() -> listener.events.contains("failed"));
            assertThat(listener.failure)
                    .hasMessageContaining("src-0")
                    .hasMessageContaining("source partition {p=a}, source offset {n=2}")
                    .hasMessageContaining("value converter (" + BYTES + ")")
                    .hasMessageContaining("cannot read this")
                    .hasMessageContaining("errors.tolerance=all")
                    .hasRootCauseInstanceOf(DataException.class);
            assertThat(values(TOPIC)).containsExactly("1");
            assertThat(position()).contains(1L);
            assertThat(source.acknowledged).containsExactly(1L);
        }

        @Test
        void toleratedItIsLeftOutCountedAndPassed() {
            source.poll(record(1), record(TOPIC, 2, "bad"), record(3));
            source(TOLERANT);
            await().until(() -> source.acknowledged.size() == 2);
            assertThat(values(TOPIC)).containsExactly("1", "3");
            assertThat(source.leftOut).containsExactly(2L);
            assertThat(sample("leat_task_error_total_records_skipped")).isEqualTo(1);
        }

        @Test
        void whatIsLeftOutMovesThePositionEvenAlone() {
            source.poll(record(TOPIC, 5, "bad"));
            source(TOLERANT);
            await().until(() -> position().isPresent());
            assertThat(position()).contains(5L);
            assertThat(values(TOPIC)).isEmpty();
        }

        @Test
        void filteredRecordsMoveThePositionToo() {
            source.poll(record(1), record(2));
            source(Map.of("transforms", "drop", "transforms.drop.type", "org.apache.kafka.connect.transforms.Filter"));
            await().untilAsserted(() -> assertThat(source.leftOut).containsExactly(1L, 2L));
            assertThat(position()).contains(2L);
            assertThat(sample("leat_source_task_source_record_filtered_total")).isEqualTo(2);
            assertThat(sample("leat_task_error_total_records_skipped")).isZero();
        }

        @Test
        void aStepThatMaySucceedLaterIsTriedAgain() {
            source.poll(record(1), record(TOPIC, 2, "shaky"));
            source(Map.of("errors.retry.timeout", "-1", "errors.retry.delay.max.ms", "5"));
            await().untilAsserted(() -> assertThat(values(TOPIC)).containsExactly("1", "shaky"));
            assertThat(sample("leat_task_error_total_retries")).isEqualTo(3);
        }

        @Test
        void withoutARetryTimeoutItIsNot() {
            source.poll(record(TOPIC, 2, "shaky"));
            source(Map.of());
            await().until(() -> listener.events.contains("failed"));
            assertThat(listener.failure).hasMessageContaining("not yet");
        }

        @Test
        void aStopEndsTheWaitForTheNextTryAndLosesNothing() throws InterruptedException {
            source.poll(record(1), record(TOPIC, 2, "shaky"));
            var task = source(Map.of("errors.retry.timeout", "-1", "errors.tolerance", "all"));
            await().until(() -> source.polled.get() > 0);
            task.stop();
            assertThat(task.await(Duration.ofSeconds(5))).isTrue();
            assertThat(position().orElse(0L))
                    .as("the position does not pass the record")
                    .isLessThan(2);
        }

        @Test
        void aRecordTooLargeForTheTopicEndsTheTask() {
            log.topics().create(TOPIC, 1, Map.of("max.message.bytes", "1000"));
            source.poll(record(1), record(TOPIC, 2, "x".repeat(2_000)), record(3));
            source(Map.of());
            await().until(() -> listener.events.contains("failed"));
            assertThat(listener.failure)
                    .hasMessageContaining("source offset {n=2}")
                    .hasMessageContaining("1000");
            assertThat(values(TOPIC)).containsExactly("1");
            assertThat(position()).contains(1L);
        }

        @Test
        void toleratedARecordTooLargeIsLeftOut() {
            log.topics().create(TOPIC, 1, Map.of("max.message.bytes", "1000"));
            source.poll(record(1), record(TOPIC, 2, "x".repeat(2_000)), record(3));
            source(TOLERANT);
            await().until(() -> source.acknowledged.size() == 2);
            assertThat(values(TOPIC)).containsExactly("1", "3");
            assertThat(source.leftOut).containsExactly(2L);
            assertThat(position()).contains(3L);
        }
    }

    @Nested
    class OfASink {

        private final ScriptedSink.Script sink = ScriptedSink.Script.named(script);

        @Test
        void aRecordThatCannotBeConvertedEndsTheTask() {
            write(TOPIC, 0, "a", "bad");
            sink(Map.of());
            await().until(() -> listener.events.contains("failed"));
            assertThat(listener.failure)
                    .hasMessageContaining("topic t, partition 0, offset 1")
                    .hasMessageContaining("value converter");
            assertThat(committed(TOPIC, 0)).isEmpty();
        }

        @Test
        void toleratedItIsLeftOutAndItsOffsetCommitted() {
            write(TOPIC, 0, "a", "bad", "b", "bad");
            sink(TOLERANT);
            await().untilAsserted(() -> assertThat(sink.values).containsExactly("a", "b"));
            await().untilAsserted(() -> assertThat(committed(TOPIC, 0)).contains(4L));
            assertThat(sample("leat_task_error_total_records_skipped")).isEqualTo(2);
        }

        @Test
        void itGoesToTheDeadLetterTopicWithItsHistory() {
            write(TOPIC, 0, "a", "bad");
            sink(DEAD_LETTERS);
            await().until(() -> log.topics().describe(DLQ).isPresent()
                    && log.records(DLQ, 0).size() == 1);
            var letter = log.records(DLQ, 0).get(0);
            assertThat(letter.value()).isEqualTo(bytes("bad"));
            assertThat(letter.timestamp()).isEqualTo(1_000);
            assertThat(headers(letter).subList(0, 9))
                    .containsExactly(
                            "__connect.errors.topic=t",
                            "__connect.errors.partition=0",
                            "__connect.errors.offset=1",
                            "__connect.errors.connector.name=snk",
                            "__connect.errors.task.id=0",
                            "__connect.errors.stage=VALUE_CONVERTER",
                            "__connect.errors.class.name=" + BYTES,
                            "__connect.errors.exception.class.name=org.apache.kafka.connect.errors.DataException",
                            "__connect.errors.exception.message=cannot read this");
            assertThat(headers(letter).get(9))
                    .startsWith("__connect.errors.exception.stacktrace="
                            + "org.apache.kafka.connect.errors.DataException: cannot read this\n\tat ");
            assertThat(log.topics().describe(DLQ).orElseThrow().partitions()).hasSize(1);
            await().untilAsserted(() -> assertThat(committed(TOPIC, 0)).contains(2L));
            assertThat(sample("leat_task_error_deadletterqueue_produce_requests"))
                    .isEqualTo(1);
        }

        @Test
        void withoutHeadersItGoesThereAsItWas() {
            write(TOPIC, 0, "bad");
            sink(Map.of(
                    "errors.tolerance", "all",
                    "errors.deadletterqueue.topic.name", DLQ,
                    "errors.deadletterqueue.replay.enable", "false"));
            await().until(() -> log.topics().describe(DLQ).isPresent()
                    && log.records(DLQ, 0).size() == 1);
            assertThat(log.records(DLQ, 0).get(0).headers()).isEmpty();
        }

        @Test
        void nothingIsCommittedPastADeadLetterUnderWay() {
            write(TOPIC, 0, "a", "bad", "b");
            log.faults().hold();
            sink(DEAD_LETTERS);
            await().until(() -> sink.values.size() == 2);
            await().untilAsserted(() -> assertThat(committed(TOPIC, 0)).contains(1L));
            var before = sink.events.size();
            await().until(() -> sink.events.size() > before + 3);
            assertThat(committed(TOPIC, 0)).contains(1L);
            log.faults().release();
            await().untilAsserted(() -> assertThat(committed(TOPIC, 0)).contains(3L));
        }

        @Test
        void aDeadLetterThatCannotBeWrittenEndsTheTask() {
            write(TOPIC, 0, "a", "bad");
            log.faults().failNextAppend(new ProducerFencedException("not writable"));
            sink(DEAD_LETTERS);
            await().until(() -> listener.events.contains("failed"));
            assertThat(listener.failure).hasMessageContaining("not writable");
            assertThat(committed(TOPIC, 0).orElse(0L)).isLessThanOrEqualTo(1);
        }

        @Test
        void aDeadLetterIsWrittenAgainWhenTheLogFailsForAWhile() {
            write(TOPIC, 0, "bad", "bad");
            log.faults().failNextAppend(new KafkaStorageException("for a while"));
            sink(DEAD_LETTERS);
            await().untilAsserted(() -> assertThat(values(DLQ)).containsExactly("bad", "bad"));
            await().untilAsserted(() -> assertThat(committed(TOPIC, 0)).contains(2L));
        }

        @Test
        void theConnectorMayReportARecord() throws Exception {
            write(TOPIC, 0, "a", "b");
            var reported = new AtomicReference<Future<Void>>();
            sink.onPut(records -> {
                var second = new ArrayList<>(records).get(1);
                reported.set(
                        sink.context.errantRecordReporter().report(second, new DataException("refused " + SECRET)));
            });
            sink(DEAD_LETTERS);
            await().until(() -> reported.get() != null);
            reported.get().get();
            var letter = log.records(DLQ, 0).get(0);
            assertThat(letter.value()).isEqualTo(bytes("b"));
            assertThat(headers(letter))
                    .contains(
                            "__connect.errors.offset=1",
                            "__connect.errors.stage=TASK_PUT",
                            "__connect.errors.class.name=org.apache.kafka.connect.sink.SinkTask",
                            "__connect.errors.exception.message=refused [hidden]");
            await().untilAsserted(() -> assertThat(committed(TOPIC, 0)).contains(2L));
        }

        @Test
        void aReportThatIsUnderWayDelaysTheCommit() {
            write(TOPIC, 0, "a", "b");
            log.faults().hold();
            sink.onPut(records -> {
                var first = records.iterator().next();
                var unused = sink.context.errantRecordReporter().report(first, new DataException("refused"));
            });
            sink(DEAD_LETTERS);
            await().until(() -> sink.events.stream().filter("preCommit"::equals).count() > 3);
            assertThat(committed(TOPIC, 0).orElse(0L)).isZero();
            log.faults().release();
            await().untilAsserted(() -> assertThat(committed(TOPIC, 0)).contains(2L));
        }

        @Test
        void aReportEndsTheTaskThatToleratesNothing() {
            write(TOPIC, 0, "a");
            sink.onPut(records -> sink.context
                    .errantRecordReporter()
                    .report(records.iterator().next(), new DataException("refused")));
            sink(Map.of("errors.deadletterqueue.topic.name", DLQ));
            await().until(() -> listener.events.contains("failed"));
            assertThat(listener.failure).hasMessageContaining("refused");
            await().untilAsserted(() -> assertThat(values(DLQ)).containsExactly("a"));
        }

        @Test
        void aRecordThatTheConnectorMadeItselfIsReportedAsBytes() {
            write(TOPIC, 0, "a");
            sink.onPut(records -> {
                var record = records.iterator().next();
                var made = new SinkRecord(TOPIC, 0, null, bytes("k"), null, bytes("made"), record.kafkaOffset());
                var unused = sink.context.errantRecordReporter().report(made, new DataException("refused"));
            });
            sink(DEAD_LETTERS);
            await().untilAsserted(() -> assertThat(values(DLQ)).containsExactly("made"));
            assertThat(log.records(DLQ, 0).get(0).key()).isEqualTo(bytes("k"));
        }

        @Test
        void whatATransformChangedIsReportedAsItWasInTheLog() {
            write(TOPIC, 0, "a");
            sink.onPut(records -> {
                var unused = sink.context
                        .errantRecordReporter()
                        .report(records.iterator().next(), new DataException("refused"));
            });
            var config = new HashMap<>(DEAD_LETTERS);
            config.put("transforms", "wrap");
            config.put("transforms.wrap.type", "org.apache.kafka.connect.transforms.HoistField$Value");
            config.put("transforms.wrap.field", "f");
            sink(config);
            await().untilAsserted(() -> assertThat(values(DLQ)).containsExactly("a"));
        }

        private List<String> headers(LogRecord record) {
            return Arrays.stream(record.headers())
                    .map(header -> header.key() + "=" + new String(header.value(), UTF_8))
                    .toList();
        }
    }

    private double sample(String name) {
        return tasks.samples().stream()
                .filter(sample -> sample.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
