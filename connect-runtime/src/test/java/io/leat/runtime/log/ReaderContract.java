package io.leat.runtime.log;

import static io.leat.runtime.log.Probe.loner;
import static io.leat.runtime.log.Probe.take;
import static io.leat.runtime.log.Probe.text;
import static io.leat.runtime.log.Probe.topic;
import static io.leat.runtime.log.Probe.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What a {@link LogReader} without a group promises. */
interface ReaderContract {

    Log log();

    @Test
    default void readsFromTheBeginning() {
        var topic = topic(log(), 1);
        write(log(), topic, 0, "a", "b", "c");
        try (var reader = loner(log(), true)) {
            reader.assign(List.of(new TopicPartition(topic, 0)));
            assertThat(take(reader, 3)).containsExactly("a", "b", "c");
        }
    }

    @Test
    default void readsFromTheEnd() {
        var topic = topic(log(), 1);
        write(log(), topic, 0, "before");
        try (var reader = loner(log(), false)) {
            reader.assign(List.of(new TopicPartition(topic, 0)));
            assertThat(reader.position(new TopicPartition(topic, 0))).isEqualTo(1);
            write(log(), topic, 0, "after");
            assertThat(take(reader, 1)).containsExactly("after");
        }
    }

    @Test
    default void tellsOffsetTimestampKeyAndHeadersOfARecord() {
        var topic = topic(log(), 1);
        try (var writer = Probe.plain(log())) {
            writer.add(topic, 0, 7, Probe.bytes("k"), Probe.bytes("v"), List.of());
            Probe.await(writer.append());
        }
        try (var reader = loner(log(), true)) {
            reader.assign(List.of(new TopicPartition(topic, 0)));
            var record = reader.poll(Duration.ofSeconds(10)).get(0);
            assertThat(record.partition()).isEqualTo(new TopicPartition(topic, 0));
            assertThat(record.offset()).isZero();
            assertThat(record.timestamp()).isEqualTo(7);
            assertThat(record.key()).isEqualTo(Probe.bytes("k"));
            assertThat(record.headers()).isEmpty();
        }
    }

    @Test
    default void returnsAsSoonAsARecordIsThere() {
        var topic = topic(log(), 1);
        try (var reader = loner(log(), true)) {
            reader.assign(List.of(new TopicPartition(topic, 0)));
            assertThat(reader.poll(Duration.ZERO)).isEmpty();
            var writing = CompletableFuture.runAsync(() -> write(log(), topic, 0, "v"));
            assertThat(reader.poll(Duration.ofSeconds(20))).hasSize(1);
            writing.join();
        }
    }

    @Test
    default void limitsThePollByCountAndLosesNothing() {
        var topic = topic(log(), 1);
        var values = IntStream.range(0, 25).mapToObj(i -> "v" + i).toArray(String[]::new);
        write(log(), topic, 0, values);
        try (var reader = log().reader(new ReaderSpec("probe", Optional.empty(), true, 10, 1 << 20, Map.of()))) {
            reader.assign(List.of(new TopicPartition(topic, 0)));
            assertThat(reader.poll(Duration.ofSeconds(10))).hasSizeLessThanOrEqualTo(10);
            reader.seek(new TopicPartition(topic, 0), 0);
            assertThat(take(reader, 25)).containsExactly(values);
        }
    }

    @Test
    default void readsARecordLargerThanTheByteLimit() {
        var topic = topic(log(), 1);
        write(log(), topic, 0, "x".repeat(10_000), "y");
        try (var reader = log().reader(new ReaderSpec("probe", Optional.empty(), true, 10, 100, Map.of()))) {
            reader.assign(List.of(new TopicPartition(topic, 0)));
            assertThat(take(reader, 2)).hasSize(2);
        }
    }

    @Test
    default void returnsNothingOfAPausedPartition() {
        var topic = topic(log(), 2);
        write(log(), topic, 0, "paused");
        write(log(), topic, 1, "open");
        var first = new TopicPartition(topic, 0);
        try (var reader = loner(log(), true)) {
            reader.assign(List.of(first, new TopicPartition(topic, 1)));
            reader.pause(List.of(first));
            assertThat(take(reader, 1)).containsExactly("open");
            assertThat(reader.poll(Duration.ofMillis(50))).isEmpty();
            reader.resume(List.of(first));
            assertThat(take(reader, 1)).containsExactly("paused");
        }
    }

    @Test
    default void goesWhereItIsSent() {
        var topic = topic(log(), 1);
        var partition = new TopicPartition(topic, 0);
        write(log(), topic, 0, "a", "b", "c");
        try (var reader = loner(log(), true)) {
            reader.assign(List.of(partition));
            assertThat(take(reader, 3)).hasSize(3);
            assertThat(reader.position(partition)).isEqualTo(3);
            reader.seek(partition, 1);
            assertThat(reader.position(partition)).isEqualTo(1);
            assertThat(take(reader, 2)).containsExactly("b", "c");
        }
    }

    @Test
    default void tellsFirstAndLastOffset() {
        var topic = topic(log(), 1);
        var partition = new TopicPartition(topic, 0);
        write(log(), topic, 0, "a", "b");
        try (var reader = loner(log(), true)) {
            assertThat(reader.startOffset(partition)).isZero();
            assertThat(reader.endOffset(partition)).isEqualTo(2);
        }
    }

    @Test
    default void aWakeUpEndsThePollUnderWay() {
        var topic = topic(log(), 1);
        try (var reader = loner(log(), true)) {
            reader.assign(List.of(new TopicPartition(topic, 0)));
            var waking = CompletableFuture.runAsync(reader::wakeup);
            assertThat(reader.poll(Duration.ofSeconds(60))).isEmpty();
            waking.join();
        }
    }

    @Test
    default void aWakeUpIsUsedOnlyOnce() {
        var topic = topic(log(), 1);
        write(log(), topic, 0, "v");
        try (var reader = loner(log(), true)) {
            reader.assign(List.of(new TopicPartition(topic, 0)));
            reader.wakeup();
            assertThat(reader.poll(Duration.ofSeconds(60))).isEmpty();
            assertThat(reader.poll(Duration.ofSeconds(10))).hasSize(1);
        }
    }

    @Test
    default void readsSeveralPartitionsEachInOrder() {
        var topic = topic(log(), 3);
        for (var partition = 0; partition < 3; partition++) {
            write(log(), topic, partition, partition + "a", partition + "b", partition + "c");
        }
        try (var reader = loner(log(), true)) {
            reader.assign(
                    List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1), new TopicPartition(topic, 2)));
            var values = take(reader, 9);
            for (var partition = 0; partition < 3; partition++) {
                var number = Integer.toString(partition);
                assertThat(values.stream().filter(value -> value.startsWith(number)))
                        .containsExactly(number + "a", number + "b", number + "c");
            }
        }
    }

    @Test
    default void aClosedReaderRefusesToRead() {
        var topic = topic(log(), 1);
        write(log(), topic, 0, "v");
        var reader = loner(log(), true);
        reader.assign(List.of(new TopicPartition(topic, 0)));
        CompletableFuture.runAsync(reader::close).join();
        assertThatIllegalStateException().isThrownBy(() -> reader.poll(Duration.ZERO));
        reader.wakeup();
        reader.close();
    }

    @Test
    default void readsATopicMadeAgainFromItsBeginning() {
        var topic = topic(log(), 1);
        write(log(), topic, 0, "old", "older");
        log().topics().delete(topic);
        log().topics().create(topic, 1, Map.of());
        write(log(), topic, 0, "new");
        try (var reader = loner(log(), true)) {
            reader.assign(List.of(new TopicPartition(topic, 0)));
            var records = reader.poll(Duration.ofSeconds(10));
            assertThat(records).hasSize(1);
            assertThat(text(records.get(0))).isEqualTo("new");
            assertThat(records.get(0).offset()).isZero();
        }
    }
}
