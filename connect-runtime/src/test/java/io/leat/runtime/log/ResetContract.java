package io.leat.runtime.log;

import static io.leat.runtime.log.Probe.bytes;
import static io.leat.runtime.log.Probe.loner;
import static io.leat.runtime.log.Probe.take;
import static io.leat.runtime.log.Probe.topic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Where a {@link LogReader} starts, and goes on, where it has no offset that exists. */
interface ResetContract {

    OffsetReset LAST_HOUR = new OffsetReset.Since(Duration.ofHours(1));

    Log log();

    private void write(String topic, Duration ago, String value) {
        try (var writer = Probe.plain(log())) {
            writer.add(topic, 0, Instant.now().minus(ago).toEpochMilli(), null, bytes(value), List.of());
            Probe.await(writer.append());
        }
    }

    @Test
    default void startsWithTheFirstRecordOfATime() {
        var topic = topic(log(), 1);
        write(topic, Duration.ofHours(3), "old");
        write(topic, Duration.ofMinutes(30), "new");
        write(topic, Duration.ofMinutes(10), "newer");
        try (var reader = loner(log(), LAST_HOUR)) {
            reader.assign(List.of(new TopicPartition(topic, 0)));
            assertThat(take(reader, 2)).containsExactly("new", "newer");
        }
    }

    @Test
    default void startsAtTheEndIfNoRecordIsOfThatTime() {
        var topic = topic(log(), 1);
        write(topic, Duration.ofHours(3), "old");
        try (var reader = loner(log(), LAST_HOUR)) {
            reader.assign(List.of(new TopicPartition(topic, 0)));
            assertThat(reader.position(new TopicPartition(topic, 0))).isEqualTo(1);
        }
    }

    @Test
    default void aGroupWithoutAnOffsetMayHaveNowhereToStart() {
        var topic = topic(log(), 1);
        var partition = new TopicPartition(topic, 0);
        Probe.write(log(), topic, 0, "a", "b");
        var group = Probe.fresh("group");
        try (var reader = Probe.member(log(), group, OffsetReset.NONE)) {
            reader.subscribe(Probe.named(topic), new Probe.Assignments());
            assertThatThrownBy(() -> reader.poll(Duration.ofSeconds(10)))
                    .isInstanceOf(NoOffsetForPartitionException.class)
                    .hasMessageContaining(partition.toString());
            Probe.await(reader.commit(Map.of(partition, new OffsetAndMetadata(1))));
        }
        try (var reader = Probe.member(log(), group, OffsetReset.NONE)) {
            reader.subscribe(Probe.named(topic), new Probe.Assignments());
            assertThat(take(reader, 1)).containsExactly("b");
        }
    }

    @Test
    default void anOffsetThatDoesNotExistMayEndTheReading() {
        var topic = topic(log(), 1);
        var partition = new TopicPartition(topic, 0);
        Probe.write(log(), topic, 0, "a");
        var group = Probe.fresh("group");
        try (var reader = Probe.member(log(), group)) {
            Probe.await(reader.commit(Map.of(partition, new OffsetAndMetadata(7))));
        }
        try (var reader = Probe.member(log(), group, OffsetReset.NONE)) {
            reader.subscribe(Probe.named(topic), new Probe.Assignments());
            assertThatThrownBy(() -> reader.poll(Duration.ofSeconds(10))).isInstanceOf(OffsetOutOfRangeException.class);
        }
    }

    @Test
    default void anOffsetThatDoesNotExistGivesWayToThatOfTheReset() {
        var topic = topic(log(), 1);
        var partition = new TopicPartition(topic, 0);
        write(topic, Duration.ofHours(3), "old");
        write(topic, Duration.ofMinutes(30), "new");
        for (var reset : Map.of(OffsetReset.EARLIEST, "old", LAST_HOUR, "new").entrySet()) {
            try (var reader = loner(log(), reset.getKey())) {
                reader.assign(List.of(partition));
                reader.seek(partition, 99);
                assertThat(take(reader, 1)).first().isEqualTo(reset.getValue());
            }
        }
    }

    @Test
    default void anOffsetThatDoesNotExistGivesWayToTheEnd() {
        var topic = topic(log(), 1);
        var partition = new TopicPartition(topic, 0);
        Probe.write(log(), topic, 0, "before");
        try (var reader = loner(log(), OffsetReset.LATEST)) {
            reader.assign(List.of(partition));
            reader.seek(partition, 99);
            assertThat(reader.poll(Duration.ZERO)).isEmpty();
            Probe.write(log(), topic, 0, "after");
            assertThat(take(reader, 1)).containsExactly("after");
        }
    }
}
