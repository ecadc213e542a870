package io.leat.runtime.task;

import io.leat.runtime.log.Appended;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The appends of an {@link Outbox} that have started and are not durable, oldest first, and whether another may start. All
 * methods are called under the outbox's lock.
 */
final class UnderWay<P extends Parcel> {

    private static final int MAX_APPENDS = 4;

    private final Deque<Shipment<P>> shipments = new ArrayDeque<>();
    private boolean taken;
    private boolean failing;

    /** Whether another append may start. */
    boolean hasRoom() {
        return !failing && shipments.size() < MAX_APPENDS;
    }

    void add(Shipment<P> shipment) {
        shipments.add(shipment);
    }

    boolean isEmpty() {
        return shipments.isEmpty();
    }

    /** Whether all that was sent is durable and acknowledged. */
    boolean isAcknowledged() {
        return shipments.isEmpty() && !taken;
    }

    List<Shipment<P>> all() {
        return List.copyOf(shipments);
    }

    Optional<Shipment<P>> oldest() {
        return Optional.ofNullable(shipments.peek());
    }

    /** The shipment is durable; until {@link #acknowledged} it is being dealt with. */
    void take(Shipment<P> durable) {
        shipments.remove(durable);
        taken = true;
    }

    void acknowledged() {
        taken = false;
    }

    /** The log refuses appends: none starts until those here were {@link #repeat repeated}. */
    void failing() {
        failing = true;
    }

    void recovered() {
        failing = false;
    }

    /** Whether all is still in memory: what came in parts is not, and cannot be appended again. */
    boolean isRepeatable() {
        return shipments.stream().allMatch(shipment -> shipment.kind() == Shipment.Kind.WHOLE);
    }

    /** Appends all again, in order. */
    void repeat(Function<List<P>, CompletableFuture<Appended>> append) {
        for (var shipment : shipments) {
            shipment.append(append.apply(shipment.parcels()));
        }
    }
}
