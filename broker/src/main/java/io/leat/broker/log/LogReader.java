package io.leat.broker.log;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.message.DescribeProducersResponseData.ProducerState;
import org.apache.kafka.common.record.internal.FileRecords.TimestampAndOffset;
import org.apache.kafka.server.storage.log.FetchIsolation;
import org.apache.kafka.storage.internals.log.UnifiedLog;

/** Looks into a log without changing it, and without the partition's lock. */
final class LogReader {
    private final UnifiedLog log;

    LogReader(UnifiedLog log) {
        this.log = log;
    }

    Fetched read(long offset, int maxBytes, Isolation isolation, boolean atLeastOne) throws IOException {
        var offsets = new FileSlice.Offsets(offset, log.logStartOffset(), log.highWatermark(), log.lastStableOffset());
        var data = log.read(offset, maxBytes, upTo(isolation), atLeastOne);
        return new FileSlice(data.records, offsets, data.abortedTransactions.orElse(List.of()));
    }

    private static FetchIsolation upTo(Isolation isolation) {
        return isolation == Isolation.READ_COMMITTED ? FetchIsolation.TXN_COMMITTED : FetchIsolation.HIGH_WATERMARK;
    }

    Optional<TimestampAndOffset> find(long timestamp) {
        return log.fetchOffsetByTimestamp(timestamp, Optional.empty()).timestampAndOffsetOpt();
    }

    Optional<TimestampedOffset> findVisible(long timestamp) {
        return find(timestamp)
                .filter(found -> found.offset < log.highWatermark())
                .map(found -> new TimestampedOffset(found.timestamp, found.offset));
    }

    List<ProducerState> producers() {
        return log.activeProducers();
    }

    List<UndecidedLog.Undecided> undecided() {
        return log.activeProducers().stream()
                .filter(producer -> producer.currentTxnStartOffset() >= 0)
                .map(producer -> new UndecidedLog.Undecided(
                        producer.producerId(), (short) producer.producerEpoch(), producer.currentTxnStartOffset()))
                .toList();
    }

    boolean aborted(long producerId, long firstOffset) {
        return log.collectAbortedTransactions(firstOffset, log.logEndOffset()).stream()
                .anyMatch(aborted -> aborted.producerId() == producerId && aborted.firstOffset() == firstOffset);
    }
}
