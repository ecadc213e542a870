package io.leat.broker.transaction.state;

import static io.leat.broker.transaction.state.TransactionEvent.NO_EPOCH;
import static io.leat.broker.transaction.state.TransactionEvent.NO_ID;

import io.leat.broker.transaction.state.TransactionEvent.Add;
import io.leat.broker.transaction.state.TransactionEvent.End;
import io.leat.broker.transaction.state.TransactionEvent.Init;
import java.util.Set;
import org.apache.kafka.common.protocol.Errors;

/** No transaction is open: a producer may start, begin one, or be forgotten. */
sealed interface IdleState extends HeldState permits Empty, Completed {

    @Override
    default Decision init(Init init, long now) {
        if (!producer().mayBe(init)) {
            return Decision.refuse(Errors.PRODUCER_FENCED);
        }
        var current = init.starts() || init.epoch() == producer().epoch();
        if (current) {
            return Decision.moveTo(new Empty(next(init), now));
        }
        // A repeated request whose answer was lost gets the same answer.
        return init.epoch() == producer().lastEpoch()
                ? Decision.moveTo(new Empty(producer().with(init.timeoutMs()), now))
                : Decision.refuse(Errors.PRODUCER_FENCED);
    }

    private Holder next(Init init) {
        if (producer().exhausted()) {
            var last = init.starts() ? NO_EPOCH : producer().epoch();
            return producer().rotated(init.newIds().getAsLong(), last, init.timeoutMs());
        }
        return init.starts()
                ? producer().succeeded(init.timeoutMs())
                : producer().bumped(init.timeoutMs());
    }

    @Override
    default Decision join(Add add, long now) {
        return Decision.moveTo(new Ongoing(producer(), add.partitions(), now, now, add.version()));
    }

    /** Nothing is open, but from KIP-890 on an abort gives the next epoch, for a producer that does not know what was stored. */
    default Decision abortNothing(End end, long now) {
        var next = producer().exhausted() ? end.newIds().getAsLong() : NO_ID;
        return Decision.moveTo(
                new Prepared(producer().bumped(), Outcome.ABORT, Set.of(), next, now, now, end.version()));
    }

    @Override
    default Decision expire(long since) {
        return updatedAt() <= since ? Decision.moveTo(new Dead()) : Decision.done();
    }
}
