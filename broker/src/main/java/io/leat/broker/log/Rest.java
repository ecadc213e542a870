package io.leat.broker.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.storage.internals.log.LogConfig;
import org.apache.kafka.storage.internals.log.UnifiedLog;

/**
 * What is known of a partition whose files are not open because nobody has needed them yet: everything below its end is
 * on disk, visible and decided.
 *
 * @param bytes on disk, indexes not counted
 * @param oldest the largest timestamp in the oldest segment: until that is too old, retention takes nothing
 */
record Rest(long start, long end, long bytes, long oldest) {
    static final int ENCODED_BYTES = 4 * Long.BYTES;
    /** Of a partition that never had a record; it has no files either. */
    static final Rest EMPTY = new Rest(0, 0, 0, 0);

    /**
     * What a log that was closed complete comes to; empty if something has to be done with it at the start: compaction,
     * a transaction to decide, segments to remove.
     */
    static Optional<Rest> of(UnifiedLog log) {
        var segments = log.logSegments();
        var undecided = log.activeProducers().stream().anyMatch(producer -> producer.currentTxnStartOffset() >= 0);
        var removable = segments.stream().skip(1).anyMatch(segment -> segment.baseOffset() <= log.logStartOffset());
        if (undecided || removable || log.config().compact) {
            return Optional.empty();
        }
        try {
            var bytes = log.size();
            var oldest = bytes == 0 ? 0 : segments.get(0).largestTimestamp();
            return Optional.of(new Rest(log.logStartOffset(), log.logEndOffset(), bytes, oldest));
        } catch (IOException e) {
            // Then the next start opens it.
            return Optional.empty();
        }
    }

    /** Whether retention may find something to delete. */
    boolean mayExpire(LogConfig config, long now) {
        return bytes > 0
                && config.delete
                && ((config.retentionMs >= 0 && now - oldest > config.retentionMs)
                        || (config.retentionSize >= 0 && bytes > config.retentionSize));
    }

    void encode(ByteBuffer target) {
        target.putLong(start).putLong(end).putLong(bytes).putLong(oldest);
    }

    static Rest decode(ByteBuffer source) {
        return new Rest(source.getLong(), source.getLong(), source.getLong(), source.getLong());
    }
}
