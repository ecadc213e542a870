package io.leat.broker.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.storage.internals.log.LogFileUtils;
import org.apache.kafka.storage.internals.log.LogSegments;
import org.apache.kafka.storage.internals.log.ProducerStateManager;
import org.apache.kafka.storage.internals.log.UnifiedLog;

/**
 * Teaches a log that was opened after a crash the last batches of its producers. Kafka's code ends its recovery by writing
 * the producers' state down and reading it again, after which it knows one batch of each ({@link ProducerSnapshots} tells
 * why that is too few). What an older file holds and the batches since then tell more.
 */
final class ProducerRecall {
    private final ProducerStateManager older;
    private final List<Long> files;
    private final Time time;

    /** @param older made before the log was opened, from files that are old enough */
    ProducerRecall(ProducerStateManager older, Path folder, Time time) throws IOException {
        this.older = older;
        this.files = ProducerStateManager.listSnapshotFiles(folder.toFile()).stream()
                .map(file -> file.offset)
                .toList();
        this.time = time;
    }

    void teach(UnifiedLog log) throws IOException {
        var known = log.producerStateManager();
        if (known.isEmpty()) {
            return;
        }
        forgetRemoved(log);
        var segments = new LogSegments(log.topicPartition());
        log.logSegments().forEach(segments::add);
        UnifiedLog.rebuildProducerState(
                older, segments, log.logStartOffset(), log.logEndOffset(), time, false, log.topicPartition() + " ");
        older.activeProducers().forEach((id, producer) -> {
            if (known.lastEntry(id).isPresent()) {
                known.loadProducerEntry(producer);
            }
        });
    }

    /** Opening a log removes files that it has no use for, of which the older state would still read. */
    private void forgetRemoved(UnifiedLog log) throws IOException {
        for (var offset : files) {
            if (!LogFileUtils.producerSnapshotFile(log.dir(), offset).exists()) {
                var unused = older.removeAndMarkSnapshotForDeletion(offset);
            }
        }
    }
}
