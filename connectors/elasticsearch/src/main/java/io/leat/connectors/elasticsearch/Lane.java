package io.leat.connectors.elasticsearch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * A queue of requests of which one is under way at a time. Records that must stay in order share a lane. Guarded by the
 * lock of {@link Delivery}.
 */
final class Lane {

    private final int initialBytes;
    private final Deque<Shipment> waiting = new ArrayDeque<>();
    private Bulk open;
    private boolean lingered;
    private boolean busy;

    Lane(int initialBytes) {
        this.initialBytes = initialBytes;
        this.open = new Bulk(initialBytes);
    }

    /** The bulk that is being filled. */
    Bulk open() {
        return open;
    }

    /** Puts the open bulk in the queue and opens another. */
    void seal() {
        if (!open.isEmpty()) {
            waiting.addLast(Shipment.of(open));
            open = new Bulk(initialBytes);
        }
        lingered = false;
    }

    /** The open bulk has waited long enough for more: it goes as soon as the lane is free. */
    void lingerIsOver(Bulk bulk) {
        lingered |= bulk == open;
    }

    /** Goes before all that waits. */
    void pushFront(Shipment shipment) {
        waiting.addFirst(shipment);
    }

    /** What to send now, if the lane is free and anything is due; the lane is busy from then on. */
    Optional<Shipment> takeNext() {
        if (busy) {
            return Optional.empty();
        }
        if (waiting.isEmpty() && lingered) {
            seal();
        }
        var next = Optional.ofNullable(waiting.pollFirst());
        busy = next.isPresent();
        return next;
    }

    /** The request under way is settled, or will be replaced by what was pushed to the front. */
    void release() {
        busy = false;
    }

    /** How long a new record would have to wait: the requests before it. */
    int length() {
        return waiting.size() + (busy ? 1 : 0);
    }
}
