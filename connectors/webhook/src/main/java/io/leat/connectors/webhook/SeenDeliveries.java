package io.leat.connectors.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The deliveries of the recent past by their ids, so that a repetition is recognised. Bounded by age and number; one that
 * is not durable yet is never forgotten, there are no more of those than the buffer holds. Not for several threads.
 */
final class SeenDeliveries {

    private record Key(String path, String id) {}

    private record Seen(CompletableFuture<Boolean> outcome, Instant at) {}

    private final Duration window;
    private final int maxIds;
    private final Map<Key, Seen> seen = new LinkedHashMap<>();

    SeenDeliveries(Duration window, int maxIds) {
        this.window = window;
        this.maxIds = maxIds;
    }

    /** The outcome of the delivery with the same id, if one came within the window and was not given up. */
    Optional<CompletableFuture<Boolean>> find(Delivery repetition, Instant now) {
        forgetOld(now);
        return repetition
                .id()
                .map(id -> seen.get(new Key(repetition.endpoint().path(), id)))
                .map(Seen::outcome);
    }

    void add(Delivery delivery, Instant now) {
        delivery.id()
                .ifPresent(id -> seen.put(new Key(delivery.endpoint().path(), id), new Seen(delivery.outcome(), now)));
        forgetOld(now);
    }

    /** One that was made durable before the task started. */
    void addDurable(String path, String id, Instant now) {
        seen.put(new Key(path, id), new Seen(CompletableFuture.completedFuture(true), now));
    }

    /** It was given up: a repetition is welcome. */
    void remove(Delivery delivery) {
        delivery.id().ifPresent(id -> seen.remove(new Key(delivery.endpoint().path(), id)));
    }

    private void forgetOld(Instant now) {
        var oldest = seen.values().iterator();
        while (oldest.hasNext()) {
            var next = oldest.next();
            var expired = seen.size() > maxIds || next.at().plus(window).isBefore(now);
            if (!expired || !next.outcome().isDone()) {
                return;
            }
            oldest.remove();
        }
    }
}
