package io.leat.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.TransactionContext;
import org.junit.jupiter.api.Test;

/** Where the transactions of a source end, and what is left of those that do not end well. */
class SourceTransactionsTest extends TaskHarness {

    private static final Map<String, String> BY_CONNECTOR = Map.of("transaction.boundary", "connector");
    private static final Map<String, String> BY_LONG_INTERVAL =
            Map.of("transaction.boundary", "interval", "transaction.boundary.interval.ms", "3600000");

    private final ScriptedSource.Script source = ScriptedSource.Script.named(script);

    /** Lets the task return these records after it has asked something about its transaction. */
    private void poll(Consumer<TransactionContext> request, SourceRecord... records) {
        source.polls.add(() -> {
            request.accept(source.context.transactionContext());
            return List.of(records);
        });
    }

    private void awaitPolls(int count) {
        await().until(() -> source.polls.isEmpty() && source.polled.get() >= count + 2);
    }

    @Test
    void showsNothingUntilTheConnectorCommitsItsTransaction() {
        source.poll(record(1), record(2));
        source.poll(record(3));
        source(BY_CONNECTOR);
        awaitPolls(2);
        assertThat(values(TOPIC)).isEmpty();
        assertThat(source.acknowledged).isEmpty();
        poll(TransactionContext::commitTransaction, record(4));
        await().untilAsserted(() -> assertThat(source.acknowledged).containsExactly(1L, 2L, 3L, 4L));
        assertThat(values(TOPIC)).containsExactly("1", "2", "3", "4");
        assertThat(position()).contains(4L);
    }

    @Test
    void commitsAfterTheRecordThatTheConnectorNames() {
        var second = record(2);
        poll(context -> context.commitTransaction(second), record(1), second, record(3));
        source(BY_CONNECTOR);
        await().untilAsserted(() -> assertThat(source.acknowledged).containsExactly(1L, 2L));
        assertThat(values(TOPIC)).containsExactly("1", "2");
        assertThat(position()).contains(2L);
    }

    @Test
    void dropsTheRecordsOfAnAbortedTransactionButCommitsTheirPosition() {
        source.poll(record(1));
        poll(TransactionContext::abortTransaction, record(2));
        poll(TransactionContext::commitTransaction, record(3));
        source(BY_CONNECTOR);
        await().untilAsserted(() -> assertThat(source.acknowledged).containsExactly(3L));
        assertThat(source.leftOut).containsExactly(1L, 2L);
        assertThat(values(TOPIC)).containsExactly("3");
        assertThat(position()).contains(3L);
    }

    @Test
    void commitsThePositionOfAnAbortedTransactionAtOnce() {
        var second = record(2);
        poll(context -> context.abortTransaction(second), record(1), second);
        source(BY_CONNECTOR);
        await().untilAsserted(() -> assertThat(position()).contains(2L));
        assertThat(values(TOPIC)).isEmpty();
    }

    @Test
    void failsWhenTheConnectorAsksForBothCommitAndAbort() {
        poll(
                context -> {
                    context.commitTransaction();
                    context.abortTransaction();
                },
                record(1));
        source(BY_CONNECTOR);
        await().until(() -> listener.events.contains("failed"));
        assertThat(listener.failure).hasMessageContaining("both commit and abort");
        assertThat(values(TOPIC)).isEmpty();
        assertThat(position()).isEmpty();
    }

    @Test
    void abortsWhatTheConnectorHasNotCommittedWhenTheTaskStops() throws InterruptedException {
        poll(TransactionContext::commitTransaction, record(1));
        source.poll(record(2));
        var task = source(BY_CONNECTOR);
        awaitPolls(2);
        task.stop();
        assertThat(task.await(Duration.ofSeconds(5))).isTrue();
        assertThat(values(TOPIC)).containsExactly("1");
        assertThat(position()).contains(1L);
        assertThat(listener.events).contains("stopped");
    }

    @Test
    void keepsALargeTransactionOutOfMemoryAndCommitsItAsAWhole() {
        var count = 60;
        for (var i = 1; i <= count; i++) {
            source.poll(record(TOPIC, i, "x".repeat(1_000_000)));
        }
        source(BY_CONNECTOR);
        awaitPolls(count);
        assertThat(values(TOPIC)).isEmpty();
        assertThat(position()).isEmpty();
        poll(TransactionContext::commitTransaction, record(count + 1));
        await().untilAsserted(() -> assertThat(source.acknowledged).hasSize(count + 1));
        assertThat(values(TOPIC)).hasSize(count + 1);
        assertThat(source.offsets)
                .isEqualTo(
                        IntStream.rangeClosed(0, count).mapToObj(i -> (long) i).toList());
        assertThat(position()).contains(count + 1L);
    }

    @Test
    void dropsALargeTransactionThatIsAborted() {
        for (var i = 1; i <= 20; i++) {
            source.poll(record(TOPIC, i, "x".repeat(1_000_000)));
        }
        poll(TransactionContext::abortTransaction, record(21));
        poll(TransactionContext::commitTransaction, record(22));
        source(BY_CONNECTOR);
        await().untilAsserted(() -> assertThat(source.acknowledged).containsExactly(22L));
        assertThat(source.leftOut).hasSize(21);
        assertThat(values(TOPIC)).containsExactly("22");
        assertThat(position()).contains(22L);
    }

    @Test
    void losesALargeTransactionAsAWholeWhenTheLogFailsInTheMiddle() {
        for (var i = 1; i <= 20; i++) {
            source.poll(record(TOPIC, i, "x".repeat(1_000_000)));
        }
        source(BY_CONNECTOR);
        awaitPolls(20);
        log.faults().failNextAppend(new KafkaStorageException("disk full"));
        poll(TransactionContext::commitTransaction, record(21));
        await().until(() -> listener.events.contains("failed"));
        assertThat(listener.failure).hasMessageContaining("disk full");
        assertThat(values(TOPIC)).isEmpty();
        assertThat(position()).isEmpty();
        assertThat(source.acknowledged).isEmpty();
    }

    @Test
    void aSuccessorAbortsWhatItsPredecessorLeftOpen() throws InterruptedException {
        for (var i = 1; i <= 20; i++) {
            source.poll(record(TOPIC, i, "x".repeat(1_000_000)));
        }
        var zombie = source(BY_CONNECTOR);
        awaitPolls(20);
        zombie.abandon();
        // both follow one script: the first must not take what is meant for the second
        assertThat(zombie.await(Duration.ofSeconds(5))).isTrue();
        poll(TransactionContext::commitTransaction, record(1));
        source(BY_CONNECTOR);
        await().untilAsserted(() -> assertThat(source.acknowledged).containsExactly(1L));
        assertThat(values(TOPIC)).containsExactly("1");
    }

    @Test
    void commitsByIntervalEvenWhileTheConnectorHasNothing() {
        source.poll(record(1));
        source.poll(record(2));
        source(Map.of("transaction.boundary", "interval", "transaction.boundary.interval.ms", "300"));
        await().untilAsserted(() -> assertThat(source.acknowledged).containsExactly(1L, 2L));
        assertThat(values(TOPIC)).containsExactly("1", "2");
    }

    @Test
    void keepsATransactionByIntervalOpenUntilThen() {
        source.poll(record(1));
        source.poll(record(2));
        source(BY_LONG_INTERVAL);
        awaitPolls(2);
        assertThat(values(TOPIC)).isEmpty();
        assertThat(position()).isEmpty();
    }

    @Test
    void commitsATransactionByIntervalWhenTheTaskStops() throws InterruptedException {
        source.poll(record(1));
        var task = source(BY_LONG_INTERVAL);
        awaitPolls(1);
        task.stop();
        assertThat(task.await(Duration.ofSeconds(5))).isTrue();
        assertThat(values(TOPIC)).containsExactly("1");
        assertThat(position()).contains(1L);
    }

    @Test
    void commitsATransactionByIntervalWhenTheTaskIsPaused() {
        source.poll(record(1));
        var task = source(BY_LONG_INTERVAL);
        awaitPolls(1);
        task.pause();
        await().untilAsserted(() -> assertThat(position()).contains(1L));
        assertThat(values(TOPIC)).containsExactly("1");
    }

    @Test
    void hasATransactionContextOnlyWhereTheConnectorSetsTheBoundaries() {
        source.poll(record(1));
        source(Map.of());
        await().until(() -> source.acknowledged.size() == 1);
        assertThat(source.context.transactionContext()).isNull();
    }
}
