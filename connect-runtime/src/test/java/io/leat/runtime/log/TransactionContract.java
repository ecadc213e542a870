package io.leat.runtime.log;

import static io.leat.runtime.log.Probe.add;
import static io.leat.runtime.log.Probe.await;
import static io.leat.runtime.log.Probe.fresh;
import static io.leat.runtime.log.Probe.plain;
import static io.leat.runtime.log.Probe.topic;
import static io.leat.runtime.log.Probe.transactional;
import static io.leat.runtime.log.Probe.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.Test;

/** What a {@link LogWriter} promises about transactions of several appends. */
interface TransactionContract {

    Log log();

    @Test
    default void showsNothingOfATransactionBeforeItIsCommittedAndThenAll() {
        var one = topic(log(), 1);
        var two = topic(log(), 1);
        try (var writer = transactional(log(), fresh("id"))) {
            for (var i = 0; i < 10; i++) {
                add(writer, one, 0, "a" + i);
                await(writer.extend());
            }
            add(writer, two, 0, "b");
            await(writer.extend());
            assertThat(values(log(), one, 0)).isEmpty();
            assertThat(values(log(), two, 0)).isEmpty();
            add(writer, one, 0, "last");
            await(writer.append());
        }
        assertThat(values(log(), one, 0))
                .containsExactly("a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9", "last");
        assertThat(values(log(), two, 0)).containsExactly("b");
    }

    @Test
    default void commitsATransactionThatGetsNothingMore() {
        var topic = topic(log(), 1);
        try (var writer = transactional(log(), fresh("id"))) {
            add(writer, topic, 0, "v");
            await(writer.extend());
            await(writer.append());
            assertThat(values(log(), topic, 0)).containsExactly("v");
        }
    }

    @Test
    default void tellsWhereTheRecordsOfAnOpenTransactionLie() {
        var topic = topic(log(), 1);
        try (var writer = transactional(log(), fresh("id"))) {
            add(writer, topic, 0, "a");
            await(writer.extend());
            add(writer, topic, 0, "b", "c");
            var second = await(writer.extend());
            assertThat(second.count()).isEqualTo(2);
            assertThat(second.offset(0)).isEqualTo(1);
            assertThat(second.offset(1)).isEqualTo(2);
            await(writer.append());
        }
    }

    @Test
    default void leavesNothingOfAnAbortedTransactionAndGoesOn() {
        var topic = topic(log(), 1);
        try (var writer = transactional(log(), fresh("id"))) {
            add(writer, topic, 0, "before");
            var before = writer.append();
            add(writer, topic, 0, "dropped");
            await(writer.extend());
            add(writer, topic, 0, "dropped too");
            await(writer.abort());
            assertThat(before).isCompleted();
            add(writer, topic, 0, "after");
            await(writer.append());
        }
        assertThat(values(log(), topic, 0)).containsExactly("before", "after");
    }

    @Test
    default void abortsWhatIsOpenWhenItIsClosed() {
        var topic = topic(log(), 1);
        try (var writer = transactional(log(), fresh("id"))) {
            add(writer, topic, 0, "dropped");
            await(writer.extend());
        }
        Probe.write(log(), topic, 0, "after");
        assertThat(values(log(), topic, 0)).containsExactly("after");
    }

    @Test
    default void keepsTheOrderWhereTransactionsAndSingleAppendsFollowEachOther() {
        var topic = topic(log(), 1);
        try (var writer = transactional(log(), fresh("id"))) {
            for (var i = 0; i < 6; i += 2) {
                add(writer, topic, 0, "v" + i);
                var single = writer.append();
                add(writer, topic, 0, "v" + (i + 1));
                var part = writer.extend();
                var end = writer.append();
                await(single);
                await(part);
                await(end);
            }
        }
        assertThat(values(log(), topic, 0))
                .isEqualTo(IntStream.range(0, 6).mapToObj(i -> "v" + i).toList());
    }

    @Test
    default void abortsTheTransactionOfAnOlderWriterBeforeTheNewerOneWrites() {
        var topic = topic(log(), 1);
        var id = fresh("id");
        var older = transactional(log(), id);
        add(older, topic, 0, "stale");
        await(older.extend());
        try (var newer = transactional(log(), id)) {
            add(newer, topic, 0, "fresh");
            await(newer.append());
            assertThat(values(log(), topic, 0)).containsExactly("fresh");
            add(older, topic, 0, "staler");
            var late = older.append();
            assertThatThrownBy(() -> await(late)).hasRootCauseInstanceOf(ProducerFencedException.class);
            add(newer, topic, 0, "of a transaction");
            await(newer.extend());
            older.close();
            await(newer.append());
        }
        assertThat(values(log(), topic, 0)).containsExactly("fresh", "of a transaction");
    }

    @Test
    default void losesTheWholeTransactionWhenOneOfItsAppendsFails() {
        var gone = topic(log(), 1);
        var kept = topic(log(), 1);
        try (var writer = transactional(log(), fresh("id"))) {
            add(writer, kept, 0, "half");
            await(writer.extend());
            add(writer, gone, 0, "other half");
            log().topics().delete(gone);
            var failed = writer.extend();
            assertThatThrownBy(() -> await(failed)).isInstanceOf(Exception.class);
            var commit = writer.append();
            assertThatThrownBy(() -> await(commit)).isInstanceOf(Exception.class);
        }
        Probe.write(log(), kept, 0, "later");
        assertThat(values(log(), kept, 0)).containsExactly("later");
    }

    @Test
    default void hasNoTransactionsWithoutATransactionalId() {
        var topic = topic(log(), 1);
        try (var writer = plain(log())) {
            add(writer, topic, 0, "v");
            var refused = writer.extend();
            assertThatThrownBy(() -> await(refused)).hasRootCauseInstanceOf(IllegalStateException.class);
        }
    }
}
