package io.leat.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinkOffsetsTest {

    private static final TopicPartition A = new TopicPartition("t", 0);
    private static final TopicPartition B = new TopicPartition("t", 1);

    private final PendingOffsets pending = new PendingOffsets();
    private final SinkOffsets offsets = new SinkOffsets(pending);

    @BeforeEach
    void deliverTenToTwenty() {
        offsets.start(A, 10);
        offsets.delivered(Map.of(A, 20L));
    }

    @ParameterizedTest(name = "vouched for {0}, pending {1}: commits {2}")
    @CsvSource({
        "20, -1, 20",
        "15, -1, 15",
        "10, -1, none",
        "21, -1, none",
        "5,  -1, 5",
        "20, 12, 12",
        "20, 19, 19",
        "15, 17, 15",
        "20, 10, none",
    })
    void commitsWhatIsVouchedForDeliveredAndNotPending(long vouched, long pendingOffset, String expected) {
        if (pendingOffset >= 0) {
            pending.add(A, pendingOffset);
        }
        var committable = offsets.committable(List.of(A), Map.of(A, new OffsetAndMetadata(vouched)), none -> false);
        assertThat(committable).isEqualTo(expected.equals("none") ? Map.of() : Map.of(A, Long.parseLong(expected)));
    }

    @Test
    void commitsNothingOfAPartitionThatWasNotAskedAbout() {
        offsets.start(B, 0);
        offsets.delivered(Map.of(B, 5L));
        assertThat(offsets.committable(List.of(A), Map.of(B, new OffsetAndMetadata(5)), none -> false))
                .isEmpty();
    }

    @Test
    void forgetsAPartitionThatWasGivenAway() {
        offsets.remove(List.of(A));
        offsets.delivered(Map.of(A, 30L));
        offsets.committed(Map.of(A, new OffsetAndMetadata(30)));
        assertThat(offsets.contains(A)).isFalse();
        assertThat(offsets.delivered(List.of(A))).isEmpty();
    }

    @Test
    void rewindsToTheLastCommit() {
        offsets.committed(Map.of(A, new OffsetAndMetadata(15)));
        assertThat(offsets.uncommitted()).isEqualTo(5);
        assertThat(offsets.rewind(List.of(A))).isEqualTo(Map.of(A, 15L));
        assertThat(offsets.delivered(A)).isEqualTo(15);
        assertThat(offsets.uncommitted()).isZero();
    }

    @Test
    void aSecondReportOfARecordKeepsItPending() {
        pending.add(A, 12);
        pending.add(A, 12);
        pending.remove(A, 12);
        assertThat(pending.limit(A, 20)).isEqualTo(12);
        pending.remove(A, 12);
        assertThat(pending.limit(A, 20)).isEqualTo(20);
    }
}
