package io.leat.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.coordinator.common.runtime.CoordinatorRecord;
import org.apache.kafka.coordinator.group.generated.OffsetCommitKey;
import org.apache.kafka.coordinator.group.generated.OffsetCommitValue;
import org.apache.kafka.server.common.ApiMessageAndVersion;
import org.junit.jupiter.api.Test;

class CommitTimesTest {
    private static final TopicPartition P = new TopicPartition("t", 0);
    private static final long NO_PRODUCER = -1;
    private static final long PRODUCER = 7;

    private final CommitTimes times = new CommitTimes();

    private void commit(long producerId, long time) {
        var value = new ApiMessageAndVersion(new OffsetCommitValue().setCommitTimestamp(time), (short) 4);
        times.record(0, producerId, (short) 0, CoordinatorRecord.record(key(), value));
    }

    private static OffsetCommitKey key() {
        return new OffsetCommitKey().setGroup("g").setTopic(P.topic()).setPartition(P.partition());
    }

    @Test
    void tellsTheLatestCommit() {
        commit(NO_PRODUCER, 1);
        commit(NO_PRODUCER, 2);

        assertThat(times.of("g", P)).isEqualTo(OptionalLong.of(2));
        assertThat(times.groups()).containsExactly("g");
    }

    @Test
    void forgetsWhatIsDeleted() {
        commit(NO_PRODUCER, 1);

        times.record(1, NO_PRODUCER, (short) 0, CoordinatorRecord.tombstone(key()));

        assertThat(times.of("g", P)).isEmpty();
        assertThat(times.groups()).isEmpty();
    }

    @Test
    void showsACommitOfATransactionOnceThatIsCommitted() {
        commit(PRODUCER, 1);
        assertThat(times.of("g", P)).isEmpty();

        times.marker(PRODUCER, (short) 0, true);

        assertThat(times.of("g", P)).isEqualTo(OptionalLong.of(1));
    }

    @Test
    void dropsACommitOfATransactionThatIsAborted() {
        commit(PRODUCER, 1);
        times.marker(PRODUCER, (short) 0, false);

        times.marker(PRODUCER, (short) 0, true);

        assertThat(times.of("g", P)).isEmpty();
    }
}
