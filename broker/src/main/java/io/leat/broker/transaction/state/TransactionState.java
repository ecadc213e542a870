package io.leat.broker.transaction.state;

import io.leat.broker.transaction.state.TransactionEvent.Add;
import io.leat.broker.transaction.state.TransactionEvent.End;
import io.leat.broker.transaction.state.TransactionEvent.Expire;
import io.leat.broker.transaction.state.TransactionEvent.Init;
import io.leat.broker.transaction.state.TransactionEvent.MarkersWritten;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;

/** Where a transactional id stands. What is not allowed in a state is refused with the error that Kafka has for it. */
public sealed interface TransactionState permits Dead, HeldState {

    /** What follows from the event at {@code now}, milliseconds since the epoch. */
    default Decision decide(TransactionEvent event, long now) {
        if (event instanceof Init init) {
            return init(init, now);
        }
        if (event instanceof Add add) {
            return add(add, now);
        }
        if (event instanceof End end) {
            return end(end, now);
        }
        if (event instanceof Expire expire) {
            return expire(now - expire.afterMs());
        }
        return event instanceof MarkersWritten markers ? markersWritten(markers, now) : timeOut(now);
    }

    Decision init(Init init, long now);

    Decision add(Add add, long now);

    Decision end(End end, long now);

    default Decision timeOut(long now) {
        return Decision.done();
    }

    default Decision markersWritten(MarkersWritten markers, long now) {
        return Decision.done();
    }

    /** @param since the id is forgotten if it was not used since then */
    default Decision expire(long since) {
        return Decision.done();
    }

    /** What a producer is answered that asks whether the partition is part of its transaction, without changing that. */
    Errors verify(long producerId, short epoch, TopicPartition partition);

    /** Empty if there is none. */
    Optional<Holder> holder();

    /** Partitions of a transaction that is open or whose markers are being written. */
    default Set<TopicPartition> partitions() {
        return Set.of();
    }

    /** When the last transaction began, milliseconds since the epoch; -1 if there is none. */
    default long startedAt() {
        return -1;
    }

    /** As Kafka calls it. */
    String name();
}
