package io.leat.broker.log;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.record.internal.MemoryRecords;

/** What the transaction package needs of a partition beyond appending and reading. */
public interface UndecidedLog extends PartitionLog {

    /** An append whose place is known though it may not be durable yet; {@code done} as {@link PartitionLog#append}'s. */
    record Written(Appended appended, CompletableFuture<Appended> done) {}

    /** An undecided transaction: a producer's batches from {@code firstOffset} on that no marker follows. */
    record Undecided(long producerId, short producerEpoch, long firstOffset) {}

    /** As {@link #append}, but tells the offsets at once; takes batches with a producer id, also transactional ones. */
    Written write(MemoryRecords records, boolean durable);

    /**
     * As {@link #write(MemoryRecords, boolean)}.
     *
     * @param admission called under the partition's lock, before anything is written, so that no marker can come in
     *     between; throws to refuse the batches, and must not block
     */
    Written write(MemoryRecords records, boolean durable, Runnable admission);

    /** Appends the marker that commits or aborts what the producer has undecided here. */
    Written decide(long producerId, short producerEpoch, boolean commit, boolean durable);

    /**
     * Appends what a coordinator of this process has built: one batch, which may be a transaction marker or belong to a
     * transaction, and carries no sequence numbers. The buffer may be used for something else when this returns.
     *
     * @param transactionVersion feature level of {@code transaction.version} that a marker was written under
     * @throws org.apache.kafka.common.errors.InvalidProducerEpochException for a marker of a producer that was replaced;
     *     else as in {@link #append}
     */
    Written coordinate(MemoryRecords batch, short transactionVersion, boolean durable);

    /** Completes when everything appended so far is on disk. */
    CompletableFuture<Void> forced();

    List<Undecided> undecided();

    /** Whether the producer's transaction that began at this offset was aborted. */
    boolean aborted(long producerId, long firstOffset);
}
