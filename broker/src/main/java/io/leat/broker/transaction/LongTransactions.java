package io.leat.broker.transaction;

import io.leat.broker.log.Appended;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One transaction after the other, each of as many appends as it takes: what is appended lies in the log, hidden from
 * readers of committed records, until the transaction is committed. For what is too large, or lasts too long, to be
 * gathered for one atomic append, which is cheaper. Used by one thread at a time; calls may block until the coordinator
 * has stored what they need.
 *
 * <p>While one is open, readers of committed records wait for it in each of its partitions, as with Kafka.
 */
public interface LongTransactions extends AutoCloseable {

    /** A timeout that no client may ask for: the transaction is aborted when the process has ended, and not before. */
    int UNTIL_RESTART = Integer.MAX_VALUE;

    /**
     * Appends to the open transaction, or begins one.
     *
     * @return one answer per batch in the order given, as soon as they are written. After a failure the transaction can
     *     only be aborted. Fails with {@code ProducerFencedException} when a newer producer of the transactional id was
     *     opened, {@code InvalidTxnStateException} when the transaction was aborted because it took too long, else as
     *     {@link AtomicProducer#append}
     */
    CompletableFuture<List<Appended>> append(List<AtomicBatch> batches);

    /** Whether something was appended that is not decided. */
    boolean isOpen();

    /**
     * Commits the open transaction; the next may begin when the future has completed.
     *
     * @return completes once the records are durable (as far as {@code log.durability} says), the decision is too, and
     *     readers have been told; a partition that is offline by then learns when it is back. Fails as {@link #append};
     *     after a {@code KafkaStorageException} of the coordinator nobody knows which way the transaction went before a
     *     newer producer is opened
     */
    CompletableFuture<Void> commit();

    /** Aborts the open transaction; as {@link #commit()}. */
    CompletableFuture<Void> abort();

    /** Aborts what is open, as far as that can be done; waits for it. */
    @Override
    void close();
}
