package io.leat.connectors.delivery;

import java.util.ArrayDeque;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The tickets of one partition in the order of their offsets:
 *
 * <pre>
 *   head                      tail
 *   [100 open][101 done][102 open]     → 100 may be committed
 *   complete ones leave at the head; a redelivery replaces from the tail
 * </pre>
 */
final class PartitionTickets {

    private final TopicPartition partition;
    private final ArrayDeque<Ticket> tickets = new ArrayDeque<>();
    private long last = -1;

    PartitionTickets(TopicPartition partition) {
        this.partition = partition;
    }

    Ticket track(long offset) {
        if (offset < last) {
            dropFrom(offset);
        }
        dropCompleted();
        var ticket = new Ticket(partition, offset);
        tickets.addLast(ticket);
        last = offset;
        return ticket;
    }

    /** The record that holds the offset back, or null if all are complete. */
    @Nullable
    Ticket firstOpen() {
        dropCompleted();
        return tickets.peekFirst();
    }

    int held() {
        dropCompleted();
        return tickets.size();
    }

    private void dropFrom(long offset) {
        for (var tail = tickets.peekLast(); tail != null && tail.offset() >= offset; tail = tickets.peekLast()) {
            tickets.removeLast();
        }
    }

    private void dropCompleted() {
        for (var head = tickets.peekFirst(); head != null && head.isComplete(); head = tickets.peekFirst()) {
            tickets.removeFirst();
        }
    }
}
