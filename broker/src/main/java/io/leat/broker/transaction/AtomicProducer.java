package io.leat.broker.transaction;

import io.leat.broker.log.Appended;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Appends to several partitions atomically: for readers of committed records and after any crash, all batches of one
 * append are there or none is. Used by one thread at a time.
 *
 * <p>Appends take effect in the order of the calls; several may be under way. After one has failed all later ones fail
 * too, also those under way: the owner opens a new producer and starts again from its last durable position.
 */
public interface AtomicProducer extends AutoCloseable {

    String transactionalId();

    /**
     * Appends the batches and decides them together, with the latency of one force.
     *
     * @return one answer per batch in the order given, completed on a thread of the log once all are durable (as far as
     *     {@code log.durability} says) and committed. Fails with {@code ProducerFencedException} if a newer producer of
     *     the same transactional id was opened, with {@code KafkaStorageException} if a partition or the journal is
     *     offline or the disk is full, {@code UnknownTopicOrPartitionException}, or what {@code PartitionLog.append}
     *     throws: then no reader of committed records ever sees any of it
     */
    CompletableFuture<List<Appended>> append(List<AtomicBatch> batches);

    /** Waits until all that is under way is decided. */
    @Override
    void close();
}
