package io.leat.connectors.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.connect.api.settings.ByteSize;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BackpressureTest {

    private static final TopicPartition P0 = new TopicPartition("logs", 0);
    private static final TopicPartition P1 = new TopicPartition("logs", 1);

    private final FakeSinkContext context = new FakeSinkContext();
    private final Backpressure backpressure = new Backpressure(context, new BufferSettings(10, new ByteSize(1000)));

    @Test
    void pausesEveryPartitionAtTheBoundOfRecords() {
        context.assignment.addAll(List.of(P0, P1));
        backpressure.hold(9, 9);
        backpressure.regulate();
        assertThat(context.paused).isEmpty();

        backpressure.hold(1, 1);
        backpressure.regulate();
        assertThat(context.paused).containsExactlyInAnyOrder(P0, P1);
    }

    @Test
    void pausesAtTheBoundOfBytes() {
        context.assignment.add(P0);
        backpressure.hold(1, 1000);
        backpressure.regulate();

        assertThat(context.paused).containsExactly(P0);
    }

    @Test
    void resumesAtHalfOfBothBounds() {
        context.assignment.add(P0);
        backpressure.hold(10, 1000);
        backpressure.regulate();

        backpressure.release(5, 400);
        backpressure.regulate();
        assertThat(context.paused).as("600 of 1000 bytes are held").containsExactly(P0);

        backpressure.release(0, 100);
        backpressure.regulate();
        assertThat(context.paused).isEmpty();
        assertThat(backpressure.isPaused()).isFalse();
    }

    @Test
    void asksTheWorkerToComeBackSoonWhilePaused() {
        context.assignment.add(P0);
        backpressure.hold(10, 0);
        backpressure.regulate();

        assertThat(context.timeoutMs).isBetween(1L, 1000L);
    }

    @Test
    void pausesPartitionsThatAreAssignedLater() {
        context.assignment.add(P0);
        backpressure.hold(10, 0);
        backpressure.regulate();
        context.assignment.add(P1);
        backpressure.regulate();

        assertThat(context.paused).containsExactlyInAnyOrder(P0, P1);
    }

    @Test
    void leavesPartitionsAloneThatWereTakenAwayWhilePaused() {
        context.assignment.addAll(List.of(P0, P1));
        backpressure.hold(10, 0);
        backpressure.regulate();
        context.assignment.remove(P1);
        backpressure.release(10, 0);
        backpressure.regulate();

        assertThat(context.paused).doesNotContain(P0);
    }

    @Test
    void resumesWhenABoundIsOneRecord() {
        var single = new Backpressure(context, new BufferSettings(1, new ByteSize(1)));
        context.assignment.add(P0);
        single.hold(1, 1);
        single.regulate();
        single.release(1, 1);
        single.regulate();

        assertThat(context.paused).isEmpty();
    }
}
