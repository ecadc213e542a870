package io.leat.broker.handler.data;

import io.leat.broker.log.Fetched;
import io.leat.broker.log.Isolation;
import io.leat.broker.log.ServedLog;
import org.apache.kafka.common.errors.OffsetOutOfRangeException;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.FetchResponse;
import org.jspecify.annotations.Nullable;

/** A wish with the partition that can fulfil it, or with the reason why nothing can. */
final class FetchTarget {
    private final Wanted wanted;
    private final @Nullable ServedLog log;
    private final Errors refusal;
    private long seenEnd = -1;

    private FetchTarget(Wanted wanted, @Nullable ServedLog log, Errors refusal) {
        this.wanted = wanted;
        this.log = log;
        this.refusal = refusal;
    }

    static FetchTarget refused(Wanted wanted, Errors reason) {
        return new FetchTarget(wanted, null, reason);
    }

    static FetchTarget of(Wanted wanted, ServedLog log) {
        return new FetchTarget(wanted, log, LeaderEpochs.check(wanted.leaderEpoch()));
    }

    /** Null if there is nothing to wait for. */
    @Nullable
    ServedLog log() {
        return log;
    }

    /**
     * Reads; an error becomes an answer.
     *
     * @param most bytes of records, with {@code atLeastOne} as in {@link ServedLog#read}
     */
    PartitionData read(int most, boolean atLeastOne, Isolation isolation) {
        if (log == null || refusal != Errors.NONE) {
            return failed(refusal);
        }
        seenEnd = end(log, isolation);
        try {
            if (wanted.lastEpoch() > ServedLog.LEADER_EPOCH) {
                throw new OffsetOutOfRangeException("There was no leader epoch " + wanted.lastEpoch() + ".");
            }
            var fetched = log.read(wanted.offset(), Math.min(most, wanted.maxBytes()), isolation, atLeastOne);
            return found(fetched, isolation);
        } catch (RuntimeException e) {
            return failed(Failures.code("read", log.topicPartition(), e));
        }
    }

    private PartitionData found(Fetched fetched, Isolation isolation) {
        return new PartitionData()
                .setPartitionIndex(wanted.key().partition())
                .setHighWatermark(fetched.highWatermark())
                .setLastStableOffset(fetched.lastStableOffset())
                .setLogStartOffset(fetched.logStartOffset())
                .setAbortedTransactions(isolation == Isolation.READ_COMMITTED ? fetched.abortedTransactions() : null)
                .setRecords(fetched.records());
    }

    private PartitionData failed(Errors error) {
        return FetchResponse.partitionResponse(wanted.key().partition(), error);
    }

    /** Whether the partition has moved on, or gone, since the last read. */
    boolean hasNews(Isolation isolation) {
        return log != null && refusal == Errors.NONE && (!log.readable() || end(log, isolation) != seenEnd);
    }

    private static long end(ServedLog log, Isolation isolation) {
        return isolation == Isolation.READ_COMMITTED ? log.lastStableOffset() : log.highWatermark();
    }
}
