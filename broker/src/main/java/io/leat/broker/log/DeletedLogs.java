package io.leat.broker.log;

import io.leat.broker.disk.Force;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.server.util.Scheduler;
import org.apache.kafka.storage.internals.checkpoint.PartitionMetadataFile;
import org.apache.kafka.storage.internals.log.LogDirFailureChannel;
import org.apache.kafka.storage.internals.log.UnifiedLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes partitions away: the folder gets a name that ends in {@code -delete}, which frees the old name at once, and goes
 * later, when no reader has its files open. What a crash leaves is found at the next start.
 */
final class DeletedLogs {
    private static final Logger LOGGER = LoggerFactory.getLogger(DeletedLogs.class);

    private final Path folder;
    private final Force force;
    private final Scheduler scheduler;

    DeletedLogs(Path folder, Force force, Scheduler scheduler) {
        this.folder = folder;
        this.force = force;
        this.scheduler = scheduler;
    }

    /** The name is free, also after a power loss, once {@link #forceNames()} has returned. */
    void discard(UnifiedLog log) {
        var delay = log.config().fileDeleteDelayMs;
        log.renameDir(UnifiedLog.logDeleteDirName(log.topicPartition()), false);
        log.removeLogMetrics();
        var unused = scheduler.scheduleOnce("delete-log", () -> deleteFiles(log), delay);
    }

    /** As {@link #discard(UnifiedLog)}, for a partition whose files could not be opened. */
    void discard(Path directory) throws IOException {
        if (Files.exists(directory)) {
            var partition = UnifiedLog.parseTopicPartitionName(directory.toFile());
            removeLater(rename(directory, UnifiedLog.logDeleteDirName(partition)));
        }
    }

    void forceNames() throws IOException {
        force.directory(folder);
    }

    private static void deleteFiles(UnifiedLog log) {
        try {
            log.delete();
        } catch (RuntimeException e) {
            LOGGER.warn(
                    "The files of the deleted partition in {} could not be removed; the next start tries again",
                    log.dir(),
                    e);
        }
    }

    /**
     * Finishes deletions that were cut short. Folders that belong to no topic, though none was deleted that had them, are
     * kept under a name that ends in {@code -stray}: the records may be all that is left of a topic.
     *
     * @param sure partitions whose folders are known to be theirs
     * @param deletedTopics what is left of them goes
     */
    void sweep(Map<TopicPartition, Uuid> known, Set<TopicPartition> sure, Set<Uuid> deletedTopics) throws IOException {
        var found = folder.toFile().listFiles(File::isDirectory);
        var renamed = false;
        for (var directory : found == null ? new File[0] : found) {
            if (directory.getName().endsWith(UnifiedLog.DELETE_DIR_SUFFIX)) {
                removeLater(directory.toPath());
            } else if (isStray(directory, known, sure)) {
                setAside(directory, deletedTopics);
                renamed = true;
            }
        }
        if (renamed) {
            forceNames();
        }
    }

    private static boolean isStray(File directory, Map<TopicPartition, Uuid> known, Set<TopicPartition> sure) {
        return partitionOf(directory)
                .filter(partition -> !sure.contains(partition))
                .map(partition -> !known.containsKey(partition) || belongsToOther(directory, known.get(partition)))
                .orElse(false);
    }

    private static Optional<TopicPartition> partitionOf(File directory) {
        if (directory.getName().endsWith(UnifiedLog.STRAY_DIR_SUFFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(UnifiedLog.parseTopicPartitionName(directory));
        } catch (Exception e) {
            // Not a partition's folder, so not ours to judge.
            return Optional.empty();
        }
    }

    private static boolean belongsToOther(File directory, Uuid topicId) {
        return topicOf(directory).filter(id -> !id.equals(topicId)).isPresent();
    }

    /** Empty if it cannot be told; if the folder is needed, its partition is opened and says why. */
    private static Optional<Uuid> topicOf(File directory) {
        var file = new PartitionMetadataFile(PartitionMetadataFile.newFile(directory), new LogDirFailureChannel(1));
        try {
            return file.exists() ? Optional.of(file.read().topicId()) : Optional.empty();
        } catch (KafkaStorageException e) {
            LOGGER.warn("Whose folder {} is cannot be told: {}", directory, e.getMessage());
            return Optional.empty();
        }
    }

    private void setAside(File directory, Set<Uuid> deletedTopics) throws IOException {
        var partition = UnifiedLog.parseTopicPartitionName(directory);
        if (topicOf(directory).filter(deletedTopics::contains).isPresent()) {
            LOGGER.info("Removing {}, which belongs to a topic that was deleted", directory);
            removeLater(rename(directory.toPath(), UnifiedLog.logDeleteDirName(partition)));
        } else {
            var kept = rename(directory.toPath(), UnifiedLog.logStrayDirName(partition));
            LOGGER.warn("{} belongs to no topic; it is kept as {} until you remove it", directory, kept.getFileName());
        }
    }

    private Path rename(Path directory, String name) throws IOException {
        return Files.move(directory, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private void removeLater(Path directory) {
        var unused = scheduler.scheduleOnce("delete-folder", () -> {
            try {
                Utils.delete(directory.toFile());
            } catch (IOException e) {
                LOGGER.warn("{} could not be removed; the next start tries again", directory, e);
            }
        });
    }
}
