package io.leat.distribution.log;

import io.leat.broker.log.PartitionLog;
import io.leat.runtime.log.OffsetReset;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;

/** Where a reader goes in a partition of which it has no offset, or one that does not exist. */
record Reset(OffsetReset rule, Clock clock) {

    /** Of a reader that has to read on wherever it can. */
    static Reset toStart() {
        return new Reset(OffsetReset.EARLIEST, Clock.systemUTC());
    }

    /** @throws NoOffsetForPartitionException if there is nowhere to go */
    long start(PartitionLog log) {
        if (rule instanceof OffsetReset.None) {
            throw new NoOffsetForPartitionException(List.of(log.topicPartition()));
        }
        return offset(log);
    }

    /** @throws OffsetOutOfRangeException if there is nowhere to go */
    long instead(PartitionLog log, long missing) {
        if (rule instanceof OffsetReset.None) {
            throw new OffsetOutOfRangeException(
                    "Offset " + missing + " of " + log.topicPartition() + " does not exist: the log begins at "
                            + log.logStartOffset() + " and ends at " + log.logEndOffset() + ".",
                    Map.of(log.topicPartition(), missing));
        }
        return offset(log);
    }

    private long offset(PartitionLog log) {
        if (rule instanceof OffsetReset.Since since) {
            return log.offsetFor(clock.instant().minus(since.before()).toEpochMilli())
                    .orElseGet(log::lastStableOffset);
        }
        return rule instanceof OffsetReset.Earliest ? log.logStartOffset() : log.lastStableOffset();
    }
}
