package io.leat.broker.topic;

import io.leat.broker.disk.DataFolderException;
import io.leat.broker.disk.EntryFile;
import io.leat.broker.disk.Force;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.jspecify.annotations.Nullable;

/**
 * The durable truth about topics and producer ids: a file of changes, {@code metadata.log}, written anew when changes of
 * the past fill most of it. After a failed write nothing more is stored until the next start.
 */
public final class MetadataLog implements AutoCloseable {
    private static final String FILE = "metadata.log";
    private static final long REWRITE_MIN_BYTES = 64 << 10;

    private final Path folder;
    private final Path path;
    private final Force force;
    private final Map<Uuid, MetadataEntry.Topic> topics = new LinkedHashMap<>();
    private long nextProducerId;
    private EntryFile file;
    private long sizeWhenRewritten;
    private @Nullable KafkaStorageException unusable;

    private MetadataLog(Path folder, Force force) throws IOException {
        this.folder = folder;
        this.path = folder.resolve(FILE);
        this.force = force;
        Files.deleteIfExists(temporary());
        this.file = EntryFile.open(path, force);
        for (var entry : file.entries()) {
            apply(MetadataEntry.decode(entry));
        }
        // What a crash of the process left in the page cache is built on from here.
        file.force();
        force.directory(folder);
    }

    /** @throws DataFolderException if the file cannot be read */
    public static MetadataLog open(Path folder, Force force) {
        try {
            return new MetadataLog(folder, force);
        } catch (IOException e) {
            throw new DataFolderException(
                    "The file " + folder.resolve(FILE) + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    synchronized Collection<MetadataEntry.Topic> topics() {
        return List.copyOf(topics.values());
    }

    /**
     * Sets producer ids aside, durably; they are never handed out again.
     *
     * @return the first of {@code count} ids
     */
    public synchronized long reserveProducerIds(int count) {
        var first = nextProducerId;
        store(new MetadataEntry.ProducerIds(first + count));
        return first;
    }

    /** Stores the change; it is durable when this returns. */
    synchronized void store(MetadataEntry entry) {
        if (unusable != null) {
            throw unusable;
        }
        try {
            file.append(entry.encode());
            file.force();
            apply(entry);
            rewriteIfGrown();
        } catch (IOException e) {
            unusable = new KafkaStorageException(
                    "Changes of topics are refused until the next start: writing " + path + " failed: "
                            + e.getMessage(),
                    e);
            throw unusable;
        }
    }

    private void apply(MetadataEntry entry) {
        if (entry instanceof MetadataEntry.Topic topic) {
            topics.put(topic.id(), topic);
        } else if (entry instanceof MetadataEntry.TopicDeleted deletion) {
            topics.remove(deletion.id());
        } else if (entry instanceof MetadataEntry.ProducerIds ids) {
            nextProducerId = ids.next();
        }
    }

    private void rewriteIfGrown() throws IOException {
        if (file.size() < Math.max(REWRITE_MIN_BYTES, 2 * sizeWhenRewritten)) {
            return;
        }
        var fresh = EntryFile.open(temporary(), force);
        for (var topic : topics.values()) {
            fresh.append(topic.encode());
        }
        fresh.append(new MetadataEntry.ProducerIds(nextProducerId).encode());
        fresh.force();
        sizeWhenRewritten = fresh.size();
        fresh.close();
        file.close();
        Files.move(temporary(), path, StandardCopyOption.ATOMIC_MOVE);
        force.directory(folder);
        file = EntryFile.open(path, force);
    }

    private Path temporary() {
        return path.resolveSibling(path.getFileName() + ".tmp");
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new KafkaStorageException("Closing " + path + " failed: " + e.getMessage(), e);
        }
    }
}
