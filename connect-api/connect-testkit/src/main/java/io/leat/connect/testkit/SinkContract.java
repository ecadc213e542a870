package io.leat.connect.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What must hold of every sink. Extend it, show in {@link #delivered} what has reached the other system, and take that
 * system down and up again where the test can.
 */
public abstract class SinkContract extends ConnectorContract {

    /** The longest that a worker should have to wait for a put or a stop. */
    private static final Duration SOON = Duration.ofSeconds(5);

    /** The partitions that records are put to. */
    protected static final TopicPartition P0 = new TopicPartition("events", 0);

    protected static final TopicPartition P1 = new TopicPartition("events", 1);

    /** The topics that the runs of one test read. */
    protected final MemoryLog log = new MemoryLog();

    /** The offsets that the runs of one test share. */
    protected final Map<TopicPartition, Long> committed = new HashMap<>();

    /** What the runs of one test report. */
    protected final Reports reports = new Reports();

    @Override
    protected abstract Class<? extends SinkConnector> connectorClass();

    /** The identities of what has reached the other system, in the order of its arrival, repetitions included. */
    protected abstract Collection<String> delivered() throws Exception;

    /** A record with this identity as the sink would get it; its offset and partition are set by the log. */
    protected abstract SinkRecord record(TopicPartition partition, String identity);

    /** Takes the other system down; false if this test cannot. Called at most once. */
    protected boolean takeDown() throws Exception {
        return false;
    }

    /** Brings it back. */
    protected void bringUp() throws Exception {}

    /** True if a record that is put twice is there once. */
    protected boolean idempotent() {
        return false;
    }

    /** Longest time to wait for what must happen. */
    protected Duration patience() {
        return Duration.ofSeconds(30);
    }

    /** A record that the other system will never accept, if there can be one. */
    protected Optional<SinkRecord> poison(TopicPartition partition) {
        return Optional.empty();
    }

    @Test
    void deliversEveryRecordAndCommitsAllOffsets() throws Exception {
        var expected = fill(P0, "a", 200);
        expected.addAll(fill(P1, "b", 200));
        try (var run = start(reports)) {
            stepUntilCommitted(run);

            assertThat(delivered()).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void keepsTheOrderOfEachPartition() throws Exception {
        var first = fill(P0, "a", 200);
        var second = fill(P1, "b", 200);
        try (var run = start(reports)) {
            stepUntilCommitted(run);
        }

        assertThat(delivered()).containsSubsequence(first).containsSubsequence(second);
    }

    @Test
    void takesAnEmptyPut() {
        try (var run = start(reports)) {
            assertThat(run.step()).isZero();
            assertThat(run.commit()).isEmpty();
        }
    }

    @Test
    void resumesFromTheCommittedOffsets() throws Exception {
        var before = fill(P0, "before", 50);
        try (var run = start(reports)) {
            stepUntilCommitted(run);
        }
        var after = fill(P0, "after", 50);
        try (var run = start(reports)) {
            stepUntilCommitted(run);
        }

        assertThat(delivered())
                .containsSubsequence(before)
                .containsSubsequence(after)
                .hasSize(100);
    }

    @Test
    void losesNothingWhenItIsKilledBetweenPutAndCommit() throws Exception {
        var expected = fill(P0, "a", 300);
        var killed = start(reports);
        killed.step();
        killed.kill();
        try (var run = start(reports)) {
            stepUntilCommitted(run);
        }

        assertThat(delivered()).containsAll(expected);
        if (idempotent()) {
            assertThat(new HashSet<>(delivered())).hasSameSizeAs(delivered());
        }
    }

    @Test
    void vouchesForNothingThatHasNotArrived() throws Exception {
        assumeTrue(takeDown());
        fill(P0, "a", 50);
        try (var run = start(reports)) {
            for (var i = 0; i < 3; i++) {
                run.step();
                assertThat(run.commit().getOrDefault(P0, 0L)).isLessThanOrEqualTo(distinctDelivered());
            }
            bringUp();
            stepUntilCommitted(run);
        }
        assertThat(distinctDelivered()).isEqualTo(50);
    }

    @Test
    void putAndStopReturnSoonWhileTheOtherSystemIsDown() throws Exception {
        assumeTrue(takeDown());
        fill(P0, "a", 50);
        var run = start(reports);

        assertThat(taken(run::step)).as("put").isLessThan(SOON);
        assertThat(taken(run::kill)).as("stop").isLessThan(SOON);
        bringUp();
    }

    @Test
    void vouchesOnlyForThePartitionsItHas() throws Exception {
        fill(P0, "a", 20);
        fill(P1, "b", 20);
        try (var run = start(reports)) {
            stepUntilCommitted(run);
            run.revoke(List.of(P1));
            fill(P1, "c", 20);
            fill(P0, "d", 20);
            stepUntil(run, () -> run.commit().getOrDefault(P0, 0L) == 40);

            assertThat(committed).containsEntry(P1, 20L);
        }
    }

    @Test
    void reportsARecordThatCannotBeDeliveredAndDeliversTheOthers() throws Exception {
        assumeTrue(poison(P0).isPresent());
        var expected = fill(P0, "a", 10);
        append(poison(P0).orElseThrow());
        expected.addAll(fill(P0, "b", 10));
        reports.hold();
        try (var run = start(reports)) {
            stepUntil(run, () -> reports.all().size() == 1 && distinctDelivered() == 20);
            assertThat(run.commit().getOrDefault(P0, 0L))
                    .as("offset before the report is durable")
                    .isLessThanOrEqualTo(10);

            reports.release();
            stepUntilCommitted(run);
        }
        assertThat(delivered()).containsAll(expected).hasSize(20);
        assertThat(reports.all()).hasSize(1);
    }

    @Test
    void failsByTheRecordsNameWhereNoErrorIsTolerated() throws Exception {
        assumeTrue(poison(P0).isPresent());
        append(poison(P0).orElseThrow());
        var run = start(null);

        assertThatThrownBy(() -> stepUntilCommitted(run))
                .hasMessageContaining(P0.topic())
                .hasMessageContaining("0");
        assertThat(committed.getOrDefault(P0, 0L)).isZero();
        run.kill();
    }

    @Test
    void aTombstoneIsDoneWithOrRefusedByName() {
        appendTombstone(P0, "gone");
        var run = start(null);
        var refusal = catchThrowable(() -> stepUntilCommitted(run));
        run.kill();

        if (refusal == null) {
            assertThat(committed).containsEntry(P0, 1L);
        } else {
            assertThat(refusal).isInstanceOf(KafkaException.class).hasMessageContaining(P0.topic());
            assertThat(committed.getOrDefault(P0, 0L)).isZero();
        }
    }

    /** Starts the connector with the topics and offsets of this test, both partitions assigned. */
    protected final SinkRun start(@Nullable Reports toReports) {
        var run = SinkRun.start(connectorClass(), config(), log, committed, toReports);
        run.open(List.of(P0, P1));
        return run;
    }

    /** Appends records to a partition. @return their identities */
    protected final List<String> fill(TopicPartition partition, String name, int count) {
        var identities = new ArrayList<>(
                IntStream.range(0, count).mapToObj(i -> name + "-" + i).toList());
        identities.forEach(identity -> append(record(partition, identity)));
        return identities;
    }

    /** Appends one record to the log, through converters. */
    protected final void append(SinkRecord record) {
        new Converters(config()).append(log, record);
    }

    /** Appends a tombstone: the key of the record with this identity, without its value. */
    protected final void appendTombstone(TopicPartition partition, String identity) {
        var record = record(partition, identity);
        append(record.newRecord(
                record.topic(), record.kafkaPartition(), record.keySchema(), record.key(), null, null, 0L));
    }

    /** Steps and commits until the ends of both partitions are committed. */
    protected final void stepUntilCommitted(SinkRun run) {
        stepUntil(run, () -> {
            run.commit();
            return committed.getOrDefault(P0, 0L) == log.end(P0) && committed.getOrDefault(P1, 0L) == log.end(P1);
        });
    }

    /** Steps until something holds. */
    protected final void stepUntil(SinkRun run, Condition condition) {
        await().atMost(patience())
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    run.step();
                    return condition.holds();
                });
    }

    /** Something to wait for. */
    protected interface Condition {
        boolean holds() throws Exception;
    }

    private long distinctDelivered() throws Exception {
        return new HashSet<>(delivered()).size();
    }

    private static Duration taken(Runnable action) {
        var begin = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
