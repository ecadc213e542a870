package io.leat.broker.transaction.state;

import static io.leat.broker.transaction.state.TransactionEvent.NO_EPOCH;
import static io.leat.broker.transaction.state.TransactionEvent.NO_ID;

import io.leat.broker.transaction.state.TransactionEvent.Init;

/**
 * The producer that has the transactional id: who comes with another producer id or epoch is fenced.
 *
 * @param previousProducerId what the producer had before its epochs ran out, else {@link TransactionEvent#NO_ID}
 * @param lastEpoch what the producer had before, if it was the same producer, else {@link TransactionEvent#NO_EPOCH}; lost
 *     with a restart, as in Kafka
 * @param timeoutMs of its transactions, milliseconds
 */
public record Holder(long producerId, short epoch, long previousProducerId, short lastEpoch, int timeoutMs) {

    /** The last epoch that a client gets; the one above is left for fencing it. */
    static final short LAST_EPOCH = Short.MAX_VALUE - 1;

    static Holder first(long producerId, int timeoutMs) {
        return new Holder(producerId, (short) 0, NO_ID, NO_EPOCH, timeoutMs);
    }

    boolean exhausted() {
        return epoch >= LAST_EPOCH;
    }

    boolean is(long otherProducerId, short otherEpoch) {
        return producerId == otherProducerId && epoch == otherEpoch;
    }

    /** Whether the producer may be the one that has the id, or had it when the answer to its last request was lost. */
    boolean mayBe(Init init) {
        return init.starts()
                || init.producerId() == producerId
                || (init.producerId() == previousProducerId && init.epoch() >= LAST_EPOCH);
    }

    /** Another producer takes over. */
    Holder succeeded(int newTimeoutMs) {
        return new Holder(producerId, next(epoch), previousProducerId, NO_EPOCH, newTimeoutMs);
    }

    /** The same producer goes on with the next epoch. */
    Holder bumped(int newTimeoutMs) {
        return new Holder(producerId, next(epoch), previousProducerId, epoch, newTimeoutMs);
    }

    /** The same producer goes on with the next epoch, which may be the one that no client gets. */
    Holder bumped() {
        return bumped(timeoutMs);
    }

    /** As it is, with another timeout: a repeated request. */
    Holder with(int newTimeoutMs) {
        return new Holder(producerId, epoch, previousProducerId, lastEpoch, newTimeoutMs);
    }

    /** @param lastKnownEpoch {@link TransactionEvent#NO_EPOCH} if another producer takes over */
    Holder rotated(long newProducerId, short lastKnownEpoch, int newTimeoutMs) {
        return new Holder(newProducerId, (short) 0, producerId, lastKnownEpoch, newTimeoutMs);
    }

    /**
     * Nobody goes on. Two epochs on, where there are that many: after one, the producer that is shut out would look like
     * one that repeats the end of its transaction and knows the epoch of its next.
     */
    Holder fenced() {
        return new Holder(producerId, next(next(epoch)), previousProducerId, NO_EPOCH, timeoutMs);
    }

    private static short next(short epoch) {
        return epoch == Short.MAX_VALUE ? epoch : (short) (epoch + 1);
    }
}
