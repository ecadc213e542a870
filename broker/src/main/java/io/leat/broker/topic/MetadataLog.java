package io.leat.broker.topic;

import io.leat.broker.disk.DataFolderException;
import io.leat.broker.disk.EntryFile;
import io.leat.broker.disk.Force;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable truth about topics, producer ids, access, credentials, settings and quotas: a file of changes, {@code
 * metadata.log}, written anew when changes of the past fill most of it. After a failed write nobody knows what the file
 * holds: the next change is stored in a new one, which has all that was stored before and nothing else.
 */
public final class MetadataLog implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(MetadataLog.class);
    private static final String FILE = "metadata.log";
    private static final long REWRITE_MIN_BYTES = 64 << 10;

    private final Path folder;
    private final Path path;
    private final Force force;
    private final Map<Uuid, MetadataEntry.Topic> topics = new LinkedHashMap<>();
    private final Map<Uuid, AclBinding> acls = new LinkedHashMap<>();
    private final Map<String, Map<ScramMechanism, MetadataEntry.Scram>> scram = new TreeMap<>();
    private final StoredSettings settings = new StoredSettings();
    /** Those of which the file tells. */
    private final Set<Uuid> deleted = new HashSet<>();

    private long nextProducerId;
    private EntryFile file;
    private long sizeWhenRewritten;
    /** Whether a write has failed since the file was opened. */
    private boolean broken;

    private MetadataLog(Path folder, Force force, boolean complete) throws IOException {
        this.folder = folder;
        this.path = folder.resolve(FILE);
        this.force = force;
        Files.deleteIfExists(temporary());
        this.file = EntryFile.openIntact(path, force, complete);
        for (var entry : file.entries()) {
            apply(MetadataEntry.decode(entry));
        }
        // What a crash of the process left in the page cache is built on from here.
        file.force();
        force.directory(folder);
    }

    /**
     * Opens the file, made if missing.
     *
     * @param complete whether the last process left it so; else a crash may have torn its last change, which is forgotten
     * @throws DataFolderException if the file cannot be read, or is damaged where no crash can have torn it
     */
    public static MetadataLog open(Path folder, Force force, boolean complete) {
        try {
            return new MetadataLog(folder, force, complete);
        } catch (IOException e) {
            throw new DataFolderException(
                    "The file " + folder.resolve(FILE) + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    synchronized Collection<MetadataEntry.Topic> topics() {
        return List.copyOf(topics.values());
    }

    /** Topics that were deleted since the file was written anew; before that, there may have been others. */
    synchronized Set<Uuid> deleted() {
        return Set.copyOf(deleted);
    }

    /** All access control entries by their ids. */
    public synchronized Map<Uuid, AclBinding> acls() {
        return Map.copyOf(acls);
    }

    /** What SCRAM logins are checked against. */
    public synchronized List<MetadataEntry.Scram> scram() {
        return scram.values().stream().flatMap(user -> user.values().stream()).toList();
    }

    /** The broker's settings that were changed while it ran. */
    synchronized Map<String, String> settings(SettingScope scope) {
        return settings.settings(scope);
    }

    /** The consumer groups that have settings of their own, in alphabetical order. */
    public synchronized List<String> groupsWithSettings() {
        return settings.groups();
    }

    /** What was set for a consumer group; empty if nothing. */
    public synchronized Map<String, String> groupSettings(String group) {
        return settings.ofGroup(group);
    }

    /** What clients may take: numbers by Kafka's quota keys. */
    public synchronized Map<ClientQuotaEntity, Map<String, Double>> quotas() {
        return settings.quotas();
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
    void store(MetadataEntry entry) {
        store(List.of(entry));
    }

    /**
     * Stores the changes in this order, all or none; they are durable when this returns.
     *
     * @throws KafkaStorageException if they could not be written; none of them holds, but for a crash before the next
     *     change, which may bring some back
     */
    public synchronized void store(Collection<? extends MetadataEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        var encoded = MetadataEntry.all(entries).encode();
        try {
            if (broken) {
                replaceFile();
            }
            file.append(encoded);
            file.force();
        } catch (IOException e) {
            broken = true;
            throw new KafkaStorageException(
                    "The change of topics or of access was not stored, because writing " + path + " failed: "
                            + e.getMessage() + "; try it again when the disk works",
                    e);
        }
        entries.forEach(this::apply);
        rewriteIfGrown();
    }

    private void apply(MetadataEntry entry) {
        if (entry instanceof MetadataEntry.Topic topic) {
            topics.put(topic.id(), topic);
        } else if (entry instanceof MetadataEntry.TopicDeleted deletion) {
            topics.remove(deletion.id());
            deleted.add(deletion.id());
        } else if (entry instanceof MetadataEntry.ProducerIds ids) {
            nextProducerId = ids.next();
        } else if (entry instanceof MetadataEntry.Changes changes) {
            changes.entries().forEach(this::apply);
        } else if (!settings.apply(entry)) {
            applySecurity(entry);
        }
    }

    private void applySecurity(MetadataEntry entry) {
        if (entry instanceof MetadataEntry.Acl acl) {
            acls.put(acl.id(), acl.binding());
        } else if (entry instanceof MetadataEntry.AclRemoved removal) {
            acls.remove(removal.id());
        } else if (entry instanceof MetadataEntry.Scram credential) {
            scram.computeIfAbsent(credential.user(), user -> new EnumMap<>(ScramMechanism.class))
                    .put(credential.mechanism(), credential);
        } else if (entry instanceof MetadataEntry.ScramRemoved removal) {
            scram.getOrDefault(removal.user(), new EnumMap<>(ScramMechanism.class))
                    .remove(removal.mechanism());
        }
    }

    private void rewriteIfGrown() {
        if (file.size() < Math.max(REWRITE_MIN_BYTES, 2 * sizeWhenRewritten)) {
            return;
        }
        try {
            replaceFile();
        } catch (IOException e) {
            // What is stored is safe in one file or the other.
            broken = true;
            LOGGER.warn("{} could not be written anew; the next change tries again", path, e);
        }
    }

    /** Whatever fails on the way, the old file or the new one is whole and has its name. */
    private void replaceFile() throws IOException {
        Files.deleteIfExists(temporary());
        try (var fresh = EntryFile.open(temporary(), force)) {
            for (var entry : state()) {
                fresh.append(entry.encode());
            }
            fresh.force();
        }
        Files.move(temporary(), path, StandardCopyOption.ATOMIC_MOVE);
        force.directory(folder);
        var replaced = file;
        file = EntryFile.openIntact(path, force, true);
        sizeWhenRewritten = file.size();
        deleted.clear();
        broken = false;
        replaced.close();
    }

    private List<MetadataEntry> state() {
        var entries = new ArrayList<MetadataEntry>(topics.values());
        entries.add(new MetadataEntry.ProducerIds(nextProducerId));
        acls.forEach((id, binding) -> entries.add(new MetadataEntry.Acl(id, binding)));
        entries.addAll(scram());
        entries.addAll(settings.entries());
        return entries;
    }

    private Path temporary() {
        return path.resolveSibling(path.getFileName() + ".tmp");
    }

    /** Whether the file holds what is stored and nothing else, so that the next start need not expect a torn change. */
    public synchronized boolean isComplete() {
        return !broken;
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
