package io.leat.broker.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.storage.internals.log.LogFileUtils;

/**
 * The files in which Kafka's code writes down what it knows of producers, named for the offset they hold good for.
 *
 * <p>Each tells only the last batch of a producer. A client, though, may have five batches under way, and sends all of
 * them again after a crash; one that was stored but is not known any more would be refused as out of order, and the client
 * would write it a second time under a new epoch. So what was written down shortly before the crash is not used: the
 * batches since an older file are read again, which tells five of each producer.
 */
final class ProducerSnapshots {
    /** How long before the last append a client may have sent what it still has no answer for. */
    static final Duration RECENT = Duration.ofSeconds(2);

    private final Path folder;

    ProducerSnapshots(Path folder) {
        this.folder = folder;
    }

    /** Removes the files that were written shortly before the log's last append, or after it. */
    void dropRecent() throws IOException {
        var lastAppend = Instant.MIN;
        for (var file : files(LogFileUtils.LOG_FILE_SUFFIX)) {
            lastAppend = time(file).isAfter(lastAppend) ? time(file) : lastAppend;
        }
        if (lastAppend.equals(Instant.MIN)) {
            return;
        }
        var limit = lastAppend.minus(RECENT);
        for (var file : files(LogFileUtils.PRODUCER_SNAPSHOT_FILE_SUFFIX)) {
            if (time(file).isAfter(limit)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static Instant time(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant();
    }

    private List<Path> files(String suffix) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList();
        }
    }
}
