package io.leat.broker.transaction.state;

import io.leat.broker.transaction.state.TransactionEvent.Add;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;

/** A transactional id that a producer has: the state is stored with it. */
public sealed interface HeldState extends TransactionState permits IdleState, Ongoing, Prepared {

    /** The producer that has the id. */
    Holder producer();

    /** What a producer that was served goes on with. */
    default Holder successor() {
        return producer();
    }

    /** When the id was used last, milliseconds since the epoch. */
    long updatedAt();

    /** Feature level of {@code transaction.version} that the client of the last transaction used. */
    short version();

    @Override
    default Optional<Holder> holder() {
        return Optional.of(producer());
    }

    @Override
    default Decision add(Add add, long now) {
        var error = check(add.producerId(), add.epoch());
        return error == Errors.NONE ? join(add, now) : Decision.refuse(error);
    }

    /** Partitions join for the producer that has the id. */
    Decision join(Add add, long now);

    @Override
    default Errors verify(long producerId, short epoch, TopicPartition partition) {
        var error = check(producerId, epoch);
        if (error != Errors.NONE) {
            return error;
        }
        return partitions().contains(partition) ? Errors.NONE : Errors.TRANSACTION_ABORTABLE;
    }

    /** Whether the producer has the id. */
    default Errors check(long producerId, short epoch) {
        if (producerId != producer().producerId()) {
            return Errors.INVALID_PRODUCER_ID_MAPPING;
        }
        return epoch == producer().epoch() ? Errors.NONE : Errors.PRODUCER_FENCED;
    }
}
