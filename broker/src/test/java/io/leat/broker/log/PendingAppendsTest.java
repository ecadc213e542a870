package io.leat.broker.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.broker.log.PendingAppends.Pending;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.storage.internals.log.LogOffsetMetadata;
import org.junit.jupiter.api.Test;

class PendingAppendsTest {
    private final PendingAppends pending = new PendingAppends();

    private Pending add(long start, long end, boolean durable) {
        var appended = new Appended(new TopicPartition("t", 0), start, end - 1, -1);
        var one = new Pending(new LogOffsetMetadata(start), end, durable, appended, new CompletableFuture<>());
        pending.add(one);
        return one;
    }

    private long barrier() {
        return pending.barrier().map(metadata -> metadata.messageOffset).orElse(-1L);
    }

    @Test
    void letsADurableAppendThroughWhenItsEndIsForced() {
        var first = add(0, 10, true);
        var second = add(10, 20, true);

        assertThat(pending.durableTo(9)).isEmpty();
        assertThat(barrier()).isZero();
        assertThat(pending.durableTo(10)).containsExactly(first);
        assertThat(barrier()).isEqualTo(10);
        assertThat(pending.durableTo(25)).containsExactly(second);
        assertThat(barrier()).isEqualTo(-1);
    }

    @Test
    void letsOthersThroughWithTheDurableOneBelow() {
        var durable = add(0, 10, true);
        var other = add(10, 12, false);
        var nextDurable = add(12, 20, true);
        add(20, 22, false);

        assertThat(pending.durableTo(10)).containsExactly(durable, other);
        assertThat(barrier()).isEqualTo(12);
        assertThat(pending.durableTo(20)).contains(nextDurable).hasSize(2);
        assertThat(pending.isEmpty()).isTrue();
    }
}
