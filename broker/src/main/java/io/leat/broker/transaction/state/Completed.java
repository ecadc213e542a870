package io.leat.broker.transaction.state;

import io.leat.broker.transaction.state.TransactionEvent.End;
import org.apache.kafka.common.protocol.Errors;

/** The last transaction is over for every reader. */
public record Completed(Holder producer, Outcome outcome, long startedAt, long updatedAt, short version)
        implements IdleState {

    @Override
    public Decision end(End end, long now) {
        return end.bumpsEpoch() ? endOfEpoch(end, now) : endWithinEpoch(end);
    }

    private Decision endWithinEpoch(End end) {
        var error = check(end.producerId(), end.epoch());
        if (error != Errors.NONE) {
            return Decision.refuse(error);
        }
        return answerRepeated(end);
    }

    private Decision answerRepeated(End end) {
        return end.outcome() == outcome ? Decision.done() : Decision.refuse(Errors.INVALID_TXN_STATE);
    }

    private Decision endOfEpoch(End end, long now) {
        if (isRepeated(end)) {
            return answerRepeated(end);
        }
        var error = check(end.producerId(), end.epoch());
        if (error != Errors.NONE) {
            return Decision.refuse(error);
        }
        return end.outcome() == Outcome.ABORT ? abortNothing(end, now) : Decision.refuse(Errors.INVALID_TXN_STATE);
    }

    /**
     * Whether the producer asks again because the answer was lost: it has the epoch before, or before its producer id
     * changed. Told only of an end that gave a new epoch, or a producer that was shut out could look like that.
     */
    private boolean isRepeated(End end) {
        if (version < TransactionEvent.EPOCH_PER_TRANSACTION) {
            return false;
        }
        if (end.producerId() == producer.producerId()) {
            return producer.epoch() == end.epoch() + 1 && producer.epoch() != Short.MAX_VALUE;
        }
        return end.producerId() == producer.previousProducerId()
                && end.epoch() == Holder.LAST_EPOCH
                && producer.epoch() == 0;
    }

    @Override
    public String name() {
        return "Complete" + outcome.text();
    }
}
