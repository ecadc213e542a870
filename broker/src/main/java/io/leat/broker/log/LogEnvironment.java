package io.leat.broker.log;

import io.leat.broker.disk.Force;
import io.leat.broker.disk.ForceThreads;
import io.leat.broker.disk.FreeSpace;
import io.leat.broker.journal.AppendJournal;
import java.time.Duration;
import org.apache.kafka.common.utils.Time;

/**
 * What all partitions share.
 *
 * @param producerIdExpiration how long a silent producer's sequence numbers are remembered
 * @param time the clock that stamps and expires
 */
public record LogEnvironment(
        Force force,
        ForceThreads forceThreads,
        FreeSpace freeSpace,
        AppendJournal journal,
        Durability durability,
        Duration producerIdExpiration,
        Time time) {}
