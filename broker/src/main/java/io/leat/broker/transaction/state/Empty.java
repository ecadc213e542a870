package io.leat.broker.transaction.state;

import io.leat.broker.transaction.state.TransactionEvent.End;
import org.apache.kafka.common.protocol.Errors;

/** The producer has had no transaction yet. */
public record Empty(Holder producer, long updatedAt) implements IdleState {

    @Override
    public Decision end(End end, long now) {
        var error = check(end.producerId(), end.epoch());
        if (error != Errors.NONE) {
            return Decision.refuse(error);
        }
        return end.bumpsEpoch() && end.outcome() == Outcome.ABORT
                ? abortNothing(end, now)
                : Decision.refuse(Errors.INVALID_TXN_STATE);
    }

    @Override
    public short version() {
        return 0;
    }

    @Override
    public String name() {
        return "Empty";
    }
}
