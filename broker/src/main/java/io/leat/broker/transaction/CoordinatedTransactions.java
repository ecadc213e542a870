package io.leat.broker.transaction;

import io.leat.broker.log.Appended;
import io.leat.broker.log.UndecidedLog;
import io.leat.broker.transaction.state.Outcome;
import io.leat.broker.transaction.state.TransactionEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Long transactions by the coordinator that serves Kafka's clients, without the way over the network: partitions join
 * durably before anything is written to them, records are forced before the end is stored, markers follow. Each
 * transaction has an epoch of its own (KIP-890), so that nothing of one can get into the next.
 */
final class CoordinatedTransactions implements LongTransactions {
    private static final Logger LOGGER = LoggerFactory.getLogger(CoordinatedTransactions.class);
    /** For the markers of the transaction before. */
    private static final Duration WAIT = Duration.ofSeconds(30);

    private static final Set<Errors> OUTCOME_UNKNOWN =
            Set.of(Errors.COORDINATOR_NOT_AVAILABLE, Errors.NOT_COORDINATOR, Errors.CONCURRENT_TRANSACTIONS);
    private static final int ATTEMPTS = 50;
    private static final long PAUSE_MS = 100;

    private final String transactionalId;
    private final int timeoutMs;
    private final BooleanSupplier current;
    private final TransactionCoordinator coordinator;
    private final Function<TopicPartition, ? extends UndecidedLog> logs;
    private final Map<TopicPartition, UndecidedLog> participants = new LinkedHashMap<>();
    private final Map<TopicPartition, Integer> nextSequences = new HashMap<>();
    private volatile @Nullable Identity identity;
    private volatile boolean open;

    /** @param current whether the producer still has the transactional id */
    CoordinatedTransactions(
            String transactionalId,
            int timeoutMs,
            BooleanSupplier current,
            TransactionCoordinator coordinator,
            Function<TopicPartition, ? extends UndecidedLog> logs) {
        this.transactionalId = transactionalId;
        this.timeoutMs = timeoutMs;
        this.current = current;
        this.coordinator = coordinator;
        this.logs = logs;
    }

    /** What the producer writes as until the present transaction has ended. */
    private record Identity(long producerId, short epoch) {
        static Identity of(TransactionResult result) {
            return new Identity(result.producerId(), result.epoch());
        }
    }

    @Override
    public CompletableFuture<List<Appended>> append(List<AtomicBatch> batches) {
        if (batches.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        try {
            var writer = join(batches);
            var appended = new ArrayList<Appended>(batches.size());
            for (var batch : batches) {
                appended.add(write(batch, writer));
            }
            return CompletableFuture.completedFuture(List.copyOf(appended));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Makes the partitions part of the transaction, durably: after a crash, recovery has to know whose they are. */
    private Identity join(List<AtomicBatch> batches) {
        var missing = new HashSet<TopicPartition>();
        batches.forEach(batch -> missing.add(batch.partition()));
        missing.removeAll(participants.keySet());
        var writer = identity();
        if (missing.isEmpty()) {
            return writer;
        }
        var found = new LinkedHashMap<TopicPartition, UndecidedLog>();
        missing.forEach(partition -> found.put(partition, logs.apply(partition)));
        var result = add(writer, missing);
        if (result.error() == Errors.INVALID_PRODUCER_ID_MAPPING && !open) {
            // Unused for so long that the id was forgotten.
            identity = null;
            writer = identity();
            result = add(writer, missing);
        }
        check(result, "begin");
        open = true;
        participants.putAll(found);
        return writer;
    }

    private TransactionResult add(Identity writer, Set<TopicPartition> partitions) {
        var add = new TransactionEvent.Add(
                writer.producerId(), writer.epoch(), partitions, TransactionEvent.EPOCH_PER_TRANSACTION);
        return coordinator.applyHere(transactionalId, add, WAIT).join();
    }

    private Identity identity() {
        var known = identity;
        if (known == null) {
            requireCurrent();
            var result = coordinator.initHere(transactionalId, timeoutMs, WAIT).join();
            // Asked again: a newer producer that came in between must not be written under by this one.
            requireCurrent();
            check(result, "prepare");
            known = Identity.of(result);
            identity = known;
        }
        return known;
    }

    private void requireCurrent() {
        if (!current.getAsBoolean()) {
            throw fenced();
        }
    }

    private ProducerFencedException fenced() {
        return new ProducerFencedException(
                "A newer producer with the transactional id '" + transactionalId + "' was opened.");
    }

    private Appended write(AtomicBatch batch, Identity writer) {
        var log = logs.apply(batch.partition());
        return log.write(stamp(batch, writer), false, () -> admit(writer, batch.partition()))
                .appended();
    }

    private MemoryRecords stamp(AtomicBatch batch, Identity writer) {
        var sequence = nextSequences.getOrDefault(batch.partition(), 0);
        var records = batch.records();
        records.setProducerState(writer.producerId(), writer.epoch(), sequence, true);
        nextSequences.put(batch.partition(), DefaultRecordBatch.incrementSequence(sequence, records.numRecords()));
        return records.build();
    }

    /** Under the partition's lock: no record may follow the marker of its transaction. */
    private void admit(Identity writer, TopicPartition partition) {
        if (!coordinator.isOpen(writer.producerId(), writer.epoch(), partition)) {
            throw shutOut();
        }
    }

    private RuntimeException shutOut() {
        return current.getAsBoolean()
                ? new InvalidTxnStateException("The transaction of '" + transactionalId
                        + "' was aborted because it took longer than transaction.timeout.ms (" + timeoutMs
                        + " ms), or by an administrator: raise the timeout or commit more often.")
                : fenced();
    }

    private void check(TransactionResult result, String step) {
        switch (result.error()) {
            case NONE -> {}
            case PRODUCER_FENCED, INVALID_PRODUCER_EPOCH, INVALID_PRODUCER_ID_MAPPING, INVALID_TXN_STATE ->
                throw shutOut();
            default ->
                throw new KafkaStorageException("The transaction of '" + transactionalId + "' could not " + step + ": "
                        + result.error().message());
        }
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public CompletableFuture<Void> commit() {
        try {
            var forced =
                    participants.values().stream().map(UndecidedLog::forced).toArray(CompletableFuture[]::new);
            return CompletableFuture.allOf(forced).thenCompose(durable -> end(Outcome.COMMIT));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletableFuture<Void> abort() {
        return end(Outcome.ABORT);
    }

    private CompletableFuture<Void> end(Outcome outcome) {
        var writer = identity;
        if (!open || writer == null) {
            return CompletableFuture.completedFuture(null);
        }
        return end(writer, outcome, ATTEMPTS).thenCompose(result -> {
            check(result, outcome == Outcome.COMMIT ? "commit" : "abort");
            identity = Identity.of(result);
            participants.clear();
            nextSequences.clear();
            open = false;
            return coordinator.told(transactionalId).completeOnTimeout(null, WAIT.toSeconds(), TimeUnit.SECONDS);
        });
    }

    /** Repeats what nobody knows the outcome of: with an epoch for each transaction, a repetition is recognised. */
    private CompletableFuture<TransactionResult> end(Identity writer, Outcome outcome, int attempts) {
        var event = coordinator.endHere(writer.producerId(), writer.epoch(), outcome);
        return coordinator.applyHere(transactionalId, event, WAIT).thenCompose(result -> {
            if (!OUTCOME_UNKNOWN.contains(result.error()) || attempts == 1) {
                return CompletableFuture.completedFuture(result);
            }
            var later = CompletableFuture.delayedExecutor(PAUSE_MS, TimeUnit.MILLISECONDS);
            return CompletableFuture.supplyAsync(() -> attempts - 1, later)
                    .thenCompose(left -> end(writer, outcome, left));
        });
    }

    @Override
    public void close() {
        if (open && current.getAsBoolean()) {
            abort().exceptionally(failure -> {
                        LOGGER.info(
                                "The open transaction of '{}' is left to its successor: {}",
                                transactionalId,
                                failure.toString());
                        return null;
                    })
                    .join();
        }
    }
}
