package io.leat.broker.log;

import java.nio.ByteBuffer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.server.common.RequestLocal;
import org.apache.kafka.server.common.TransactionVersion;
import org.apache.kafka.storage.internals.log.AppendOrigin;
import org.apache.kafka.storage.internals.log.LogAppendInfo;
import org.apache.kafka.storage.internals.log.RecordValidationException;
import org.apache.kafka.storage.internals.log.UnifiedLog;
import org.apache.kafka.storage.internals.log.VerificationGuard;

/**
 * Writes batches to the end of a log. Those built in this process go the way of a replica's, where Kafka takes them as
 * they are, if the topic's settings allow; else, and always from outside, the way of a client's, where Kafka looks at
 * every record. Called under the partition's lock.
 */
final class BatchAppender {
    /** There is one replica, so leadership never changes. */
    static final int LEADER_EPOCH = 0;

    private static final int COORDINATOR_EPOCH = 0;
    private static final short MARKER_VERSION = TransactionVersion.TV_1.featureLevel();

    private final UnifiedLog log;
    private final Time time;

    BatchAppender(UnifiedLog log, Time time) {
        this.log = log;
        this.time = time;
    }

    /** Checks what can be told without the lock. */
    void check(MemoryRecords records, LogSettings settings) {
        new PrebuiltBatches(partition(), settings.config(), time.milliseconds()).check(records);
    }

    /** Appends checked batches of this process. */
    Appended append(MemoryRecords records, LogSettings settings) {
        return settings.storesBatchesAsTheyCome() ? appendAsFollower(records) : appendOneByOne(records);
    }

    /** Kafka's checks take one batch at a time. */
    private Appended appendOneByOne(MemoryRecords records) {
        var first = log.logEndOffset();
        var last = new Appended(partition(), first, first - 1, -1);
        for (var batch : records.batches()) {
            var one = ByteBuffer.allocate(batch.sizeInBytes());
            batch.writeTo(one);
            last = appendOne(MemoryRecords.readableRecords(one.flip()));
        }
        return new Appended(partition(), first, last.lastOffset(), last.logAppendTime());
    }

    private Appended appendOne(MemoryRecords batch) {
        try {
            return appendChecked(batch);
        } catch (RejectedRecordsException e) {
            throw e.reason();
        }
    }

    /** Appends a batch of which nothing is known. */
    Appended appendChecked(MemoryRecords records) {
        return appendAsLeader(records, AppendOrigin.CLIENT, MARKER_VERSION);
    }

    /** Appends a batch of a coordinator: no sequence numbers are asked for. */
    Appended appendCoordinated(MemoryRecords batch, short transactionVersion) {
        return appendAsLeader(batch, AppendOrigin.COORDINATOR, transactionVersion);
    }

    /** Appends the marker that ends what a producer has open. */
    Appended appendMarker(long producerId, short producerEpoch, boolean commit, LogSettings settings) {
        var type = commit ? ControlRecordType.COMMIT : ControlRecordType.ABORT;
        var marker = MemoryRecords.withEndTransactionMarker(
                time.milliseconds(), producerId, producerEpoch, new EndTransactionMarker(type, COORDINATOR_EPOCH));
        return settings.storesBatchesAsTheyCome()
                ? appendAsFollower(marker)
                : appendAsLeader(marker, AppendOrigin.COORDINATOR, MARKER_VERSION);
    }

    private Appended appendAsFollower(MemoryRecords batches) {
        PrebuiltBatches.assignOffsets(batches, log.logEndOffset());
        return appended(log.appendAsFollower(batches, LEADER_EPOCH));
    }

    private Appended appendAsLeader(MemoryRecords records, AppendOrigin origin, short transactionVersion) {
        try {
            return appended(log.appendAsLeader(
                    records,
                    LEADER_EPOCH,
                    origin,
                    RequestLocal.noCaching(),
                    VerificationGuard.SENTINEL,
                    transactionVersion));
        } catch (RecordValidationException e) {
            throw rejected(e);
        }
    }

    private static RejectedRecordsException rejected(RecordValidationException e) {
        var faults = e.recordErrors().stream()
                .map(error -> new RejectedRecordsException.Fault(error.batchIndex, error.message))
                .toList();
        return new RejectedRecordsException(e.invalidException(), faults);
    }

    private Appended appended(LogAppendInfo info) {
        var stamped = log.config().messageTimestampType == TimestampType.LOG_APPEND_TIME;
        return new Appended(partition(), info.firstOffset(), info.lastOffset(), stamped ? info.logAppendTime() : -1);
    }

    private TopicPartition partition() {
        return log.topicPartition();
    }
}
