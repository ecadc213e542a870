package io.leat.runtime.log;

import static io.leat.runtime.log.Probe.add;
import static io.leat.runtime.log.Probe.await;
import static io.leat.runtime.log.Probe.bytes;
import static io.leat.runtime.log.Probe.fresh;
import static io.leat.runtime.log.Probe.plain;
import static io.leat.runtime.log.Probe.topic;
import static io.leat.runtime.log.Probe.transactional;
import static io.leat.runtime.log.Probe.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

/** What a {@link LogWriter} promises. */
interface WriterContract {

    Log log();

    @Test
    default void keepsTheOrderOfAPartitionOverSeveralAppendsInFlight() {
        var topic = topic(log(), 1);
        try (var writer = plain(log())) {
            var appends = new ArrayList<CompletableFuture<Appended>>();
            for (var i = 0; i < 50; i++) {
                add(writer, topic, 0, "a" + i, "b" + i);
                appends.add(writer.append());
            }
            appends.forEach(Probe::await);
        }
        var expected = IntStream.range(0, 50)
                .boxed()
                .flatMap(i -> List.of("a" + i, "b" + i).stream())
                .toList();
        assertThat(values(log(), topic, 0)).isEqualTo(expected);
    }

    @Test
    default void tellsWhereEachRecordCameToLie() {
        var topic = topic(log(), 2);
        try (var writer = plain(log())) {
            writer.add(topic, 1, 1_000, bytes("k"), bytes("x"), List.of());
            writer.add(topic, 0, 2_000, null, bytes("y"), List.of());
            writer.add(topic, 1, 3_000, null, null, List.of());
            assertThat(writer.pending()).isEqualTo(3);
            assertThat(writer.pendingBytes()).isEqualTo(3);
            var appended = await(writer.append());
            assertThat(writer.pending()).isZero();
            assertThat(appended.count()).isEqualTo(3);
            assertThat(appended.partition(0)).isEqualTo(new TopicPartition(topic, 1));
            assertThat(appended.offset(0)).isZero();
            assertThat(appended.timestamp(0)).isEqualTo(1_000);
            assertThat(appended.partition(1)).isEqualTo(new TopicPartition(topic, 0));
            assertThat(appended.offset(1)).isZero();
            assertThat(appended.offset(2)).isEqualTo(1);
            assertThat(appended.timestamp(2)).isEqualTo(3_000);
        }
    }

    @Test
    default void storesKeysValuesHeadersAndTimestampsAsGiven() {
        var topic = topic(log(), 1);
        List<Header> headers = List.of(new RecordHeader("h", bytes("1")), new RecordHeader("h", (byte[]) null));
        try (var writer = plain(log())) {
            writer.add(topic, 0, 42, bytes("k"), bytes("v"), headers);
            writer.add(topic, 0, 43, new byte[0], null, List.of());
            await(writer.append());
        }
        var records = log().topics().peek(topic, 0, 0, 10);
        assertThat(records).hasSize(2);
        assertThat(records.get(0).key()).isEqualTo(bytes("k"));
        assertThat(records.get(0).value()).isEqualTo(bytes("v"));
        assertThat(records.get(0).timestamp()).isEqualTo(42);
        assertThat(records.get(0).headers()).isEqualTo(headers);
        assertThat(records.get(1).key()).isEmpty();
        assertThat(records.get(1).value()).isNull();
    }

    @Test
    default void choosesThePartitionByKeyAsKafkaDoes() {
        var topic = topic(log(), 7);
        try (var writer = plain(log())) {
            for (var key : List.of("alpha", "beta", "gamma")) {
                writer.add(topic, LogWriter.ANY_PARTITION, -1, bytes(key), null, List.of());
            }
            var appended = await(writer.append());
            // murmur2 of the key, made positive, modulo 7
            assertThat(IntStream.range(0, 3).map(i -> appended.partition(i).partition()))
                    .containsExactly(partitionOf("alpha"), partitionOf("beta"), partitionOf("gamma"));
        }
    }

    private static int partitionOf(String key) {
        return org.apache.kafka.common.utils.Utils.toPositive(org.apache.kafka.common.utils.Utils.murmur2(bytes(key)))
                % 7;
    }

    @Test
    default void spreadsRecordsWithoutKeyOverThePartitions() {
        var topic = topic(log(), 3);
        try (var writer = plain(log())) {
            for (var i = 0; i < 30; i++) {
                add(writer, topic, LogWriter.ANY_PARTITION, "v");
                await(writer.append());
            }
        }
        assertThat(IntStream.range(0, 3).map(i -> values(log(), topic, i).size()))
                .allMatch(count -> count > 0);
    }

    @Test
    default void rejectsOnlyTheRecordThatIsTooLarge() {
        var topic = topic(log(), 1, Map.of("max.message.bytes", "10000"));
        try (var writer = plain(log())) {
            add(writer, topic, 0, "before");
            assertThatExceptionOfType(RecordTooLargeException.class)
                    .isThrownBy(() -> writer.add(topic, 0, -1, null, new byte[20_000], List.of()))
                    .withMessageContaining(topic);
            add(writer, topic, 0, "after");
            await(writer.append());
        }
        assertThat(values(log(), topic, 0)).containsExactly("before", "after");
    }

    @Test
    default void takesAnAppendThatIsLargerThanAMessageMayBe() {
        var topic = topic(log(), 1, Map.of("max.message.bytes", "10000"));
        try (var writer = plain(log())) {
            for (var i = 0; i < 20; i++) {
                writer.add(topic, 0, -1, null, new byte[2_000], List.of());
            }
            assertThat(await(writer.append()).offset(19)).isEqualTo(19);
        }
    }

    @Test
    default void rejectsARecordForATopicOrPartitionThatDoesNotExist() {
        var topic = topic(log(), 1);
        try (var writer = plain(log())) {
            assertThatExceptionOfType(UnknownTopicOrPartitionException.class)
                    .isThrownBy(() -> add(writer, fresh("no-topic"), 0, "x"));
            assertThatExceptionOfType(UnknownTopicOrPartitionException.class)
                    .isThrownBy(() -> add(writer, topic, 1, "x"));
            add(writer, topic, 0, "y");
            await(writer.append());
        }
        assertThat(values(log(), topic, 0)).containsExactly("y");
    }

    @Test
    default void writesNothingOfWhatIsDiscarded() {
        var topic = topic(log(), 1);
        try (var writer = plain(log())) {
            add(writer, topic, 0, "dropped");
            writer.discard();
            assertThat(writer.pending()).isZero();
            add(writer, topic, 0, "kept");
            await(writer.append());
            add(writer, topic, 0, "open at the end");
        }
        assertThat(values(log(), topic, 0)).containsExactly("kept");
    }

    @Test
    default void writesAllPartitionsOfATransactionalAppend() {
        var one = topic(log(), 2);
        var two = topic(log(), 1);
        try (var writer = transactional(log(), fresh("id"))) {
            for (var i = 0; i < 5; i++) {
                add(writer, one, 0, "a" + i);
                add(writer, one, 1, "b" + i);
                add(writer, two, 0, "c" + i);
                await(writer.append());
            }
        }
        assertThat(values(log(), one, 0)).containsExactly("a0", "a1", "a2", "a3", "a4");
        assertThat(values(log(), one, 1)).containsExactly("b0", "b1", "b2", "b3", "b4");
        assertThat(values(log(), two, 0)).containsExactly("c0", "c1", "c2", "c3", "c4");
    }

    @Test
    default void keepsTransactionalAppendsInFlightInOrder() {
        var topic = topic(log(), 1);
        try (var writer = transactional(log(), fresh("id"))) {
            var appends = new ArrayList<CompletableFuture<Appended>>();
            for (var i = 0; i < 20; i++) {
                add(writer, topic, 0, "v" + i);
                appends.add(writer.append());
            }
            appends.forEach(Probe::await);
        }
        assertThat(values(log(), topic, 0))
                .isEqualTo(IntStream.range(0, 20).mapToObj(i -> "v" + i).toList());
    }

    @Test
    default void fencesTheOlderWriterOfATransactionalId() {
        var topic = topic(log(), 1);
        var id = fresh("id");
        try (var older = transactional(log(), id);
                var newer = transactional(log(), id)) {
            add(older, topic, 0, "stale");
            var append = older.append();
            assertThatThrownBy(() -> await(append)).hasRootCauseInstanceOf(ProducerFencedException.class);
            add(newer, topic, 0, "fresh");
            await(newer.append());
        }
        assertThat(values(log(), topic, 0)).containsExactly("fresh");
    }

    @Test
    default void leavesNoPartOfAnAppendWhoseTopicWasDeleted() {
        var gone = topic(log(), 1);
        var kept = topic(log(), 1);
        try (var writer = transactional(log(), fresh("id"))) {
            add(writer, kept, 0, "half");
            add(writer, gone, 0, "other half");
            log().topics().delete(gone);
            var failed = writer.append();
            assertThatThrownBy(() -> await(failed)).isInstanceOf(Exception.class);
            add(writer, kept, 0, "later");
            var afterwards = writer.append();
            assertThatThrownBy(() -> await(afterwards)).isInstanceOf(Exception.class);
        }
        assertThat(values(log(), kept, 0)).isEmpty();
    }

    @Test
    default void aNewWriterGoesOnAfterOneThatFailed() {
        var gone = topic(log(), 1);
        var kept = topic(log(), 1);
        var id = fresh("id");
        try (var writer = transactional(log(), id)) {
            add(writer, gone, 0, "x");
            log().topics().delete(gone);
            var failed = writer.append();
            assertThatThrownBy(() -> await(failed)).isInstanceOf(Exception.class);
        }
        try (var writer = transactional(log(), id)) {
            add(writer, kept, 0, "y");
            await(writer.append());
        }
        assertThat(values(log(), kept, 0)).containsExactly("y");
    }

    @Test
    default void closeWaitsForAppendsUnderWay() {
        var topic = topic(log(), 1);
        var writer = plain(log());
        add(writer, topic, 0, "v");
        var append = writer.append();
        writer.close();
        assertThat(append).isDone();
    }
}
