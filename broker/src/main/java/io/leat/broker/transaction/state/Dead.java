package io.leat.broker.transaction.state;

import io.leat.broker.transaction.state.TransactionEvent.Add;
import io.leat.broker.transaction.state.TransactionEvent.End;
import io.leat.broker.transaction.state.TransactionEvent.Init;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;

/** The transactional id is not known: never used, or not for so long that it was forgotten. Stored as a tombstone. */
public record Dead() implements TransactionState {

    @Override
    public Decision init(Init init, long now) {
        // Also for a producer that says it has an id: whoever had it was forgotten, so nobody can be confused.
        return Decision.moveTo(new Empty(Holder.first(init.newIds().getAsLong(), init.timeoutMs()), now));
    }

    @Override
    public Decision add(Add add, long now) {
        return Decision.refuse(Errors.INVALID_PRODUCER_ID_MAPPING);
    }

    @Override
    public Decision end(End end, long now) {
        return Decision.refuse(Errors.INVALID_PRODUCER_ID_MAPPING);
    }

    @Override
    public Errors verify(long producerId, short epoch, TopicPartition partition) {
        return Errors.INVALID_PRODUCER_ID_MAPPING;
    }

    @Override
    public Optional<Holder> holder() {
        return Optional.empty();
    }

    @Override
    public String name() {
        return "Dead";
    }
}
