package io.leat.broker.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.storage.internals.log.LogOffsetMetadata;

/**
 * The appends that wait to become visible, oldest first. A durable one waits for the journal or its force; any other waits only for the
 * durable ones before it, so with none of those it never gets here. The high watermark stands where the oldest begins.
 *
 * <p>Guarded by the partition's lock; the futures are completed by the caller outside of it.
 */
final class PendingAppends {

    /** @param start the log end before the append; {@code end} the offset after it */
    record Pending(
            LogOffsetMetadata start, long end, boolean durable, Appended appended, CompletableFuture<Appended> done) {

        void complete() {
            done.complete(appended);
        }
    }

    private final ArrayDeque<Pending> queue = new ArrayDeque<>();

    /** Whether an append that needs no force is visible at once. */
    boolean isEmpty() {
        return queue.isEmpty();
    }

    void add(Pending pending) {
        queue.add(pending);
    }

    /** Takes those that are visible now that everything below {@code end} is durable. */
    List<Pending> durableTo(long end) {
        var visible = new ArrayList<Pending>();
        for (var oldest = queue.peek(); oldest != null; oldest = queue.peek()) {
            if (oldest.durable && oldest.end > end) {
                break;
            }
            visible.add(oldest);
            queue.remove();
        }
        return visible;
    }

    /** Where the high watermark has to stop; empty if it may go to the log end. */
    Optional<LogOffsetMetadata> barrier() {
        return Optional.ofNullable(queue.peek()).map(Pending::start);
    }

    /** Takes all, to fail them. */
    List<Pending> drain() {
        var all = List.copyOf(queue);
        queue.clear();
        return all;
    }
}
