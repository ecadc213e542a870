package io.leat.broker.transaction;

/** Producers that need an identity in the log. Safe for use from any thread. */
public interface Producers {

    /**
     * Opens a producer for atomic appends. An older one of the same transactional id is fenced: its later appends fail
     * with {@code ProducerFencedException}, and what it has under way is decided before this returns.
     */
    AtomicProducer open(String transactionalId);

    /**
     * Transactions of several appends under the transactional id of an open producer, which is fenced together with them.
     * Nothing is stored for them before the first begins.
     *
     * @param timeoutMs after which an open one is aborted; {@link LongTransactions#UNTIL_RESTART} for never
     */
    LongTransactions longTransactions(AtomicProducer producer, int timeoutMs);

    /** A producer id that was never given out before, for idempotent appends with epoch 0 and sequences from 0. */
    long newProducerId();
}
