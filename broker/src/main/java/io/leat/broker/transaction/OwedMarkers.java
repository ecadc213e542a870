package io.leat.broker.transaction;

import io.leat.broker.log.UndecidedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The markers that partitions could not take because of an I/O error. A partition that comes back into service gets them
 * before anything else is appended to it; until then its readers wait at the undecided append. What is owed when the
 * process ends is found out from the journal at the next start.
 */
final class OwedMarkers {
    private static final Logger LOGGER = LoggerFactory.getLogger(OwedMarkers.class);

    private final Map<UndecidedLog, ConcurrentLinkedQueue<Marker>> owed = new ConcurrentHashMap<>();

    private record Marker(long producerId, short producerEpoch, boolean commit) {}

    /**
     * Appends a marker, or keeps it for later.
     *
     * @return completes when the marker is visible, or fails if it is owed; empty if the partition refused it at once
     */
    List<CompletableFuture<?>> write(
            UndecidedLog log, long producerId, short producerEpoch, boolean commit, boolean durable) {
        return write(log, new Marker(producerId, producerEpoch, commit), durable);
    }

    private List<CompletableFuture<?>> write(UndecidedLog log, Marker marker, boolean durable) {
        try {
            var done = log.decide(marker.producerId, marker.producerEpoch, marker.commit, durable)
                    .done();
            return List.of(done.whenComplete((appended, failure) -> {
                if (failure != null) {
                    owe(log, marker, failure);
                }
            }));
        } catch (RuntimeException e) {
            owe(log, marker, e);
            return List.of();
        }
    }

    private void owe(UndecidedLog log, Marker marker, Throwable cause) {
        if (cause instanceof UnknownTopicOrPartitionException) {
            return;
        }
        LOGGER.warn(
                "The {} of {} waits until the partition is back in service: {}",
                marker.commit ? "commit" : "abort",
                log.topicPartition(),
                cause.getMessage());
        owed.computeIfAbsent(log, ignored -> new ConcurrentLinkedQueue<>()).add(marker);
    }

    /** Appends what the partition is owed; called under its lock, and does not wait. */
    void pay(UndecidedLog log) {
        var markers = owed.remove(log);
        if (markers != null) {
            new ArrayList<>(markers).forEach(marker -> write(log, marker, true));
        }
    }
}
