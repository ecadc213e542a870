package io.leat.broker.log;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.storage.internals.log.CleanerConfig;
import org.apache.kafka.storage.internals.log.LogCleaner;
import org.apache.kafka.storage.internals.log.LogDirFailureChannel;
import org.apache.kafka.storage.internals.log.UnifiedLog;
import org.jspecify.annotations.Nullable;

/** Kafka's log cleaner, started with the first compacted topic because its buffers and threads cost memory. */
final class Compaction {
    private static final double BUFFER_LOAD = 0.9;
    private static final int MAX_MESSAGE_BYTES = 32 << 20;

    private final Path folder;
    private final CleanerSettings settings;
    private final Time time;
    private final ConcurrentMap<TopicPartition, UnifiedLog> logs = new ConcurrentHashMap<>();
    private @Nullable LogCleaner cleaner;

    Compaction(Path folder, CleanerSettings settings, Time time) {
        this.folder = folder;
        this.settings = settings;
        this.time = time;
    }

    void add(UnifiedLog log) {
        logs.put(log.topicPartition(), log);
        startIfNeeded(log);
    }

    /** To be called when a topic's settings have changed. */
    synchronized void startIfNeeded(UnifiedLog log) {
        if (cleaner == null && log.config().compact) {
            cleaner = start();
        }
    }

    private LogCleaner start() {
        var config = new CleanerConfig(
                settings.threads(),
                settings.dedupeBufferBytes(),
                BUFFER_LOAD,
                settings.ioBufferBytes(),
                MAX_MESSAGE_BYTES,
                Double.MAX_VALUE,
                settings.backoff().toMillis(),
                true);
        var started = new LogCleaner(config, List.of(folder.toFile()), logs, new LogDirFailureChannel(1), time);
        started.startup();
        return started;
    }

    /** When this returns, nothing here touches the log any more, until it is added again. */
    synchronized void suspend(TopicPartition partition) {
        logs.remove(partition);
        if (cleaner != null) {
            cleaner.abortCleaning(partition);
        }
    }

    /** When this returns, nothing here touches the log any more. */
    synchronized void remove(TopicPartition partition) {
        logs.remove(partition);
        if (cleaner != null) {
            cleaner.abortCleaning(partition);
            cleaner.updateCheckpoints(folder.toFile(), Optional.of(partition));
        }
    }

    /** Hands those logs that the cleaner does not tend itself to retention, and keeps the cleaner off meanwhile. */
    synchronized void eachForRetention(Consumer<UnifiedLog> retention) {
        if (cleaner == null) {
            List.copyOf(logs.values()).forEach(retention);
            return;
        }
        var paused = cleaner.pauseCleaningForNonCompactedPartitions();
        try {
            paused.values().forEach(retention);
        } finally {
            cleaner.resumeCleaning(paused.keySet());
        }
    }

    Collection<UnifiedLog> logs() {
        return logs.values();
    }

    synchronized void close() {
        if (cleaner != null) {
            cleaner.shutdown();
            cleaner = null;
        }
    }
}
