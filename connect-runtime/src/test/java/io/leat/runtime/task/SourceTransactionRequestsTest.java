package io.leat.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.runtime.TargetState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.TransactionContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What connectors may ask about their transactions at awkward moments, and boundaries at their limits. */
class SourceTransactionRequestsTest extends TaskHarness {

    private static final Map<String, String> BY_CONNECTOR = Map.of("transaction.boundary", "connector");
    private static final Duration SOON = Duration.ofSeconds(10);

    private final ScriptedSource.Script source = ScriptedSource.Script.named(script);

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
    void onePollMayHoldACommitAnAbortAndTheBeginningOfAThird() {
        var second = record(2);
        var fourth = record(4);
        poll(
                context -> {
                    context.commitTransaction(second);
                    context.abortTransaction(fourth);
                },
                record(1),
                second,
                record(3),
                fourth,
                record(5));
        source(BY_CONNECTOR);

        await().until(() -> source.leftOut, List.of(3L, 4L)::equals);
        assertThat(source.acknowledged).containsExactly(1L, 2L);
        assertThat(values(TOPIC)).containsExactly("1", "2");
        assertThat(position()).as("of the last that was dealt with").contains(4L);

        poll(TransactionContext::commitTransaction, record(6));
        await().until(() -> values(TOPIC), List.of("1", "2", "5", "6")::equals);
    }

    @Test
    void anAbortWhereNothingIsOpenChangesNothing() {
        poll(TransactionContext::abortTransaction);
        poll(TransactionContext::abortTransaction);
        poll(TransactionContext::commitTransaction, record(1));
        source(BY_CONNECTOR);

        await().until(() -> source.acknowledged, List.of(1L)::equals);
        assertThat(values(TOPIC)).containsExactly("1");
        assertThat(listener.failures).isEmpty();
    }

    @Test
    void aCommitWithoutRecordsCommitsWhatIsOpen() {
        source.poll(record(1));
        poll(TransactionContext::commitTransaction);
        source(BY_CONNECTOR);

        await().until(() -> source.acknowledged, List.of(1L)::equals);
        assertThat(position()).contains(1L);
    }

    @Test
    void aRequestAboutARecordThatIsLeftOutCounts() {
        var bad = record(TOPIC, 2, "bad");
        poll(context -> context.commitTransaction(bad), record(1), bad, record(3));
        source(Map.of("transaction.boundary", "connector", "errors.tolerance", "all"));

        await().until(() -> source.acknowledged, List.of(1L)::equals);
        assertThat(values(TOPIC)).containsExactly("1");
        assertThat(position()).contains(2L);
    }

    @Test
    void whatWasAbortedIsNotReadAgainAfterARestart() throws InterruptedException {
        poll(TransactionContext::abortTransaction, record(1), record(2));
        var first = source(BY_CONNECTOR);
        await().until(() -> position().isPresent());
        first.stop();
        assertThat(first.await(SOON)).isTrue();

        assertThat(position()).contains(2L);
        assertThat(values(TOPIC)).isEmpty();
    }

    @Test
    void aTaskRestartedAmidATransactionLeavesNothingOfIt() throws InterruptedException {
        source.poll(record(1));
        source.poll(record(2));
        var first = source(BY_CONNECTOR);
        awaitPolls(2);
        first.stop();
        assertThat(first.await(SOON)).isTrue();
        assertThat(position()).isEmpty();

        poll(TransactionContext::commitTransaction, record(1), record(2), record(3));
        source(BY_CONNECTOR);

        await().until(() -> source.acknowledged, List.of(1L, 2L, 3L)::equals);
        assertThat(values(TOPIC)).containsExactly("1", "2", "3");
    }

    @Test
    void aZombieThatReturnsLateFromItsPollWritesNothing() throws InterruptedException {
        var gate = new CountDownLatch(1);
        source.polls.add(() -> {
            gate.await();
            return List.of(record(1));
        });
        var zombie = source(Map.of());
        await().until(() -> source.polls.isEmpty() && source.events.contains("start"));
        source.poll(record(2));
        source(threads(Duration.ofMillis(50)), Map.of(), TargetState.STARTED);
        await().until(() -> values(TOPIC), List.of("2")::equals);

        gate.countDown();

        assertThat(zombie.await(SOON)).isTrue();
        assertThat(listener.failure).hasMessageContaining("workers-src-0");
        assertThat(values(TOPIC)).containsExactly("2");
        assertThat(position()).contains(2L);
    }

    @Test
    void anIntervalOfNothingCommitsEachPollInOrder() {
        keepsAllInOrder("0");
    }

    @Test
    void anIntervalOfAMillisecondLosesAndDoublesNothing() {
        keepsAllInOrder("1");
    }

    @ParameterizedTest
    @CsvSource({"weekly,1000,transaction.boundary", "interval,soon,interval.ms", "interval,-1,interval.ms"})
    void aBoundaryThatCannotBeFailsTheTask(String boundary, String interval, String key) {
        source(Map.of("transaction.boundary", boundary, "transaction.boundary.interval.ms", interval));

        await().until(() -> listener.failure != null);
        assertThat(listener.failure).isInstanceOf(ConfigException.class).hasMessageContaining(key);
    }

    private void keepsAllInOrder(String interval) {
        var count = 300;
        LongStream.rangeClosed(1, count).forEach(number -> source.poll(record(number)));
        source(Map.of("transaction.boundary", "interval", "transaction.boundary.interval.ms", interval));

        var all = LongStream.rangeClosed(1, count).boxed().toList();
        await().until(() -> source.acknowledged, all::equals);
        assertThat(values(TOPIC)).isEqualTo(all.stream().map(String::valueOf).toList());
        assertThat(position()).contains((long) count);
    }
}
