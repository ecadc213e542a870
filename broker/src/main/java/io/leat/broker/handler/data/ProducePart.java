package io.leat.broker.handler.data;

import io.leat.broker.log.Appended;
import io.leat.broker.log.RejectedRecordsException;
import io.leat.broker.log.ServedLog;
import io.leat.broker.log.UndecidedLog.Written;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.ProduceResponseData.BatchIndexAndErrorMessage;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.jspecify.annotations.Nullable;

/** The batch for one partition, and what came of it. */
final class ProducePart {
    private static final long NO_OFFSET = -1;

    private final TopicPartition partition;
    private final @Nullable ServedLog log;
    /** Until it is appended or refused: an outcome may wait long for the disk, and memory is not for that. */
    private @Nullable Batch batch;

    private @Nullable CompletableFuture<PartitionProduceResponse> outcome;

    private record Batch(MemoryRecords records, RecordBatch header) {}

    private ProducePart(TopicPartition partition, @Nullable ServedLog log, @Nullable Batch batch) {
        this.partition = partition;
        this.log = log;
        this.batch = batch;
    }

    /** A checked batch that may be appended. */
    static ProducePart of(ServedLog log, MemoryRecords records) {
        var header = records.batches().iterator().next();
        return new ProducePart(log.topicPartition(), log, new Batch(records, header));
    }

    static ProducePart refused(TopicPartition partition, Errors error, @Nullable String message) {
        var part = new ProducePart(partition, null, null);
        part.refuse(error, message);
        return part;
    }

    TopicPartition partition() {
        return partition;
    }

    /** Whether the batch belongs to a transaction and nothing has happened to it yet. */
    boolean waitsForTransaction() {
        return outcome == null && batch != null && batch.header.isTransactional();
    }

    long producerId() {
        return batch == null ? RecordBatch.NO_PRODUCER_ID : batch.header.producerId();
    }

    short producerEpoch() {
        return batch == null ? RecordBatch.NO_PRODUCER_EPOCH : batch.header.producerEpoch();
    }

    /** @param message for the client; null if the code says it all */
    void refuse(Errors error, @Nullable String message) {
        outcome = CompletableFuture.completedFuture(failed(error).setErrorMessage(message));
        batch = null;
    }

    /**
     * Appends the batch unless it was refused.
     *
     * @param durable whether the outcome waits for the disk
     * @param admission as in {@link ServedLog#appendFromClient}
     */
    void append(boolean durable, Runnable admission) {
        if (outcome == null && log != null && batch != null) {
            outcome = append(log, batch.records, durable, admission);
            batch = null;
        }
    }

    private CompletableFuture<PartitionProduceResponse> append(
            ServedLog to, MemoryRecords records, boolean durable, Runnable admission) {
        try {
            var written = to.appendFromClient(records, durable, admission);
            return durable ? whenDone(written) : CompletableFuture.completedFuture(appended(written.appended()));
        } catch (RejectedRecordsException e) {
            return CompletableFuture.completedFuture(rejected(e));
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(failed(e));
        }
    }

    private CompletableFuture<PartitionProduceResponse> whenDone(Written written) {
        return written.done().handle((appended, failure) -> failure == null ? appended(appended) : failed(failure));
    }

    private PartitionProduceResponse appended(Appended appended) {
        return new PartitionProduceResponse()
                .setIndex(partition.partition())
                .setBaseOffset(appended.baseOffset())
                .setLogAppendTimeMs(appended.logAppendTime())
                .setLogStartOffset(log == null ? NO_OFFSET : log.logStartOffset());
    }

    private PartitionProduceResponse rejected(RejectedRecordsException failure) {
        return failed(Errors.forException(failure.reason()))
                .setErrorMessage(failure.reason().getMessage())
                .setRecordErrors(failure.faults().stream()
                        .map(fault -> new BatchIndexAndErrorMessage()
                                .setBatchIndex(fault.index())
                                .setBatchIndexErrorMessage(fault.message()))
                        .toList());
    }

    private PartitionProduceResponse failed(Throwable failure) {
        return failed(Failures.code("append to", partition, failure));
    }

    private PartitionProduceResponse failed(Errors error) {
        return new PartitionProduceResponse()
                .setIndex(partition.partition())
                .setErrorCode(error.code())
                .setBaseOffset(NO_OFFSET);
    }

    /** Completes, never with a failure, when the outcome is known. */
    CompletableFuture<PartitionProduceResponse> outcome() {
        return outcome == null ? CompletableFuture.completedFuture(failed(Errors.UNKNOWN_SERVER_ERROR)) : outcome;
    }

    /** The outcome, or that the time is over. */
    PartitionProduceResponse response() {
        return outcome().getNow(failed(Errors.REQUEST_TIMED_OUT));
    }
}
