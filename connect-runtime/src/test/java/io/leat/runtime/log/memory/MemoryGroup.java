package io.leat.runtime.log.memory;

import io.leat.runtime.GroupAdmin;
import io.leat.runtime.log.TopicSelection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** A group's members and committed offsets; guarded by the store's lock. Partitions are shared out by range per topic. */
final class MemoryGroup {

    final String name;
    final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    final Map<MemoryReader, TopicSelection> members = new LinkedHashMap<>();
    private final Map<TopicPartition, MemoryReader> owners = new HashMap<>();
    private final MemoryStore store;

    MemoryGroup(String name, MemoryStore store) {
        this.name = name;
        this.store = store;
    }

    void join(MemoryReader reader, TopicSelection topics) {
        members.put(reader, topics);
        store.signal();
    }

    void leave(MemoryReader reader) {
        members.remove(reader);
        owners.values().removeIf(reader::equals);
        store.signal();
    }

    /** What the reader should read: its range of each topic that it and perhaps others selected. */
    Set<TopicPartition> share(MemoryReader reader) {
        var share = new LinkedHashSet<TopicPartition>();
        for (var topic : store.topics.values()) {
            var readers = members.entrySet().stream()
                    .filter(member -> member.getValue().contains(topic.name()))
                    .map(Map.Entry::getKey)
                    .toList();
            var place = readers.indexOf(reader);
            var count = topic.partitions().size();
            for (var i = 0; place >= 0 && i < count; i++) {
                if ((long) i * readers.size() / count == place) {
                    share.add(new TopicPartition(topic.name(), i));
                }
            }
        }
        return share;
    }

    boolean isFree(TopicPartition partition) {
        return !owners.containsKey(partition);
    }

    void take(MemoryReader reader, Set<TopicPartition> partitions) {
        partitions.forEach(partition -> owners.put(partition, reader));
    }

    void release(Set<TopicPartition> partitions) {
        partitions.forEach(owners::remove);
        store.signal();
    }

    /** A topic was deleted: one of the same name has nothing to do with these offsets. */
    void forget(String topic) {
        offsets.keySet().removeIf(partition -> partition.topic().equals(topic));
    }

    GroupAdmin.Group describe() {
        var readers = new ArrayList<GroupAdmin.Member>();
        members.keySet()
                .forEach(reader -> readers.add(
                        new GroupAdmin.Member(reader.clientId(), reader.clientId(), "/127.0.0.1", owned(reader))));
        var lags = new TreeMap<String, GroupAdmin.Lag>();
        offsets.keySet().forEach(partition -> lags.put(partition.toString(), lag(partition)));
        owners.keySet().forEach(partition -> lags.put(partition.toString(), lag(partition)));
        return new GroupAdmin.Group(
                name,
                members.isEmpty() ? "Empty" : "Stable",
                "classic",
                "consumer",
                readers,
                List.copyOf(lags.values()));
    }

    private List<TopicPartition> owned(MemoryReader reader) {
        return owners.entrySet().stream()
                .filter(owner -> owner.getValue() == reader)
                .map(Map.Entry::getKey)
                .toList();
    }

    private GroupAdmin.Lag lag(TopicPartition partition) {
        var end = store.topics.containsKey(partition.topic())
                ? store.partition(partition).endOffset()
                : 0;
        var committed = offsets.get(partition);
        return new GroupAdmin.Lag(
                partition,
                Optional.ofNullable(committed)
                        .map(c -> new GroupAdmin.Committed(c.offset(), c.metadata(), Instant.EPOCH)),
                end,
                Math.max(0, end - (committed == null ? 0 : committed.offset())));
    }
}
