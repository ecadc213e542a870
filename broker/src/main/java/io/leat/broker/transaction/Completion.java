package io.leat.broker.transaction;

import io.leat.broker.transaction.state.Prepared;
import io.leat.broker.transaction.state.TransactionEvent.MarkersWritten;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * Brings a decided transaction to its end: markers into all its partitions, then the word that it is complete. What fails,
 * because a partition is offline or the disk is full, is tried again until it works or the process ends.
 */
final class Completion {
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final TransactionTimer timer;
    private final Time time;
    private volatile @Nullable Markers markers;

    Completion(TransactionTimer timer, Time time) {
        this.timer = timer;
        this.time = time;
    }

    /** From now on markers can be written. */
    void start(Markers toWrite) {
        markers = toWrite;
    }

    Markers markers() {
        return Objects.requireNonNull(markers, "the coordinator is not started");
    }

    void finish(Slot slot, Prepared end) {
        finish(slot, end, end.partitions());
    }

    private void finish(Slot slot, Prepared end, Set<TopicPartition> partitions) {
        var unused = markers().write(end, partitions).thenAccept(left -> {
            if (left.isEmpty()) {
                complete(slot, end);
            } else {
                timer.later(RETRY, () -> finish(slot, end, left));
            }
        });
    }

    private void complete(Slot slot, Prepared end) {
        var unused = slot.apply(new MarkersWritten(end), time.milliseconds()).thenAccept(result -> {
            if (result.error() != Errors.NONE) {
                timer.later(RETRY, () -> complete(slot, end));
            }
        });
    }
}
