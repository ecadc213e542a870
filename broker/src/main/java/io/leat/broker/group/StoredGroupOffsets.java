package io.leat.broker.group;

import io.leat.broker.group.OffsetRecords.Key;
import io.leat.broker.group.OffsetRecords.Value;
import io.leat.broker.log.Appended;
import io.leat.broker.log.Isolation;
import io.leat.broker.log.PartitionLog;
import io.leat.broker.topic.TopicDescription;
import io.leat.broker.topic.TopicListener;
import io.leat.broker.topic.Topics;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offsets in {@code __consumer_offsets}, which is made with the first commit and read at start. A commit is one batch,
 * so that it is there as a whole or not at all.
 */
public final class StoredGroupOffsets implements GroupOffsets {
    private static final Logger LOGGER = LoggerFactory.getLogger(StoredGroupOffsets.class);
    private static final String TOPIC = Topic.GROUP_METADATA_TOPIC_NAME;
    private static final int READ_BYTES = 1 << 20;
    private static final int BYTES_PER_OFFSET = 128;
    /** Small segments are compacted soon, which keeps the start short. */
    private static final Map<String, String> TOPIC_SETTINGS = Map.of(
            "cleanup.policy", "compact", "segment.bytes", String.valueOf(4 << 20), "compression.type", "producer");

    private final Topics topics;
    private final Function<TopicPartition, ? extends PartitionLog> logs;
    private final int topicPartitions;
    private final LongSupplier clock;
    private final OffsetCache cache = new OffsetCache();

    /**
     * @param logs finds a partition, or throws {@code UnknownTopicOrPartitionException}
     * @param topicPartitions of the offsets topic when it is made
     * @param clock milliseconds since the epoch
     */
    public StoredGroupOffsets(
            Topics topics,
            Function<TopicPartition, ? extends PartitionLog> logs,
            int topicPartitions,
            LongSupplier clock) {
        this.topics = topics;
        this.logs = logs;
        this.topicPartitions = topicPartitions;
        this.clock = clock;
    }

    /** Reads what is stored and forgets offsets of topics that are gone. */
    public void load() {
        topics.describe(TOPIC).ifPresent(topic -> {
            for (var partition = 0; partition < topic.partitions(); partition++) {
                load(logs.apply(new TopicPartition(TOPIC, partition)));
            }
        });
        topics.addListener(new TopicListener() {
            @Override
            public void deleted(String name, Uuid id) {
                forget(name);
            }
        });
    }

    private void load(PartitionLog log) {
        var offset = log.logStartOffset();
        while (offset < log.lastStableOffset()) {
            var fetched = log.read(offset, READ_BYTES, Isolation.READ_COMMITTED);
            fetched.committedBatches().forEach(batch -> batch.forEach(this::load));
            if (fetched.nextOffset() == offset) {
                return;
            }
            offset = fetched.nextOffset();
        }
    }

    private void load(Record record) {
        OffsetRecords.key(record).ifPresent(key -> {
            var value = OffsetRecords.value(record).filter(found -> isOfPresentTopic(key, found));
            cache.apply(key, value.orElse(null), record.offset());
        });
    }

    private boolean isOfPresentTopic(Key key, Value value) {
        return topics.describe(key.partition().topic())
                .filter(topic -> key.partition().partition() < topic.partitions())
                .filter(topic -> value.topicId().equals(Uuid.ZERO_UUID)
                        || value.topicId().equals(topic.id()))
                .isPresent();
    }

    @Override
    public List<String> list() {
        return cache.groups();
    }

    @Override
    public Map<TopicPartition, CommittedOffset> fetch(String group) {
        return cache.offsets(group);
    }

    @Override
    public CompletableFuture<Void> commit(String group, Map<TopicPartition, Long> offsets) {
        var now = clock.getAsLong();
        var entries = new LinkedHashMap<Key, Optional<Value>>();
        try {
            offsets.forEach((partition, offset) -> {
                var value = new Value(
                        new CommittedOffset(offset, "", now),
                        existing(partition).id());
                entries.put(new Key(group, partition), Optional.of(value));
            });
        } catch (UnknownTopicOrPartitionException e) {
            return CompletableFuture.failedFuture(e);
        }
        return store(group, entries);
    }

    private TopicDescription existing(TopicPartition partition) {
        return topics.describe(partition.topic())
                .filter(topic -> partition.partition() >= 0 && partition.partition() < topic.partitions())
                .orElseThrow(() -> new UnknownTopicOrPartitionException("There is no partition " + partition + "."));
    }

    @Override
    public CompletableFuture<Void> remove(String group, Set<TopicPartition> partitions) {
        var entries = new LinkedHashMap<Key, Optional<Value>>();
        var known = fetch(group);
        for (var partition : partitions) {
            if (known.containsKey(partition)) {
                entries.put(new Key(group, partition), Optional.empty());
            }
        }
        return store(group, entries);
    }

    @Override
    public CompletableFuture<Void> delete(String group) {
        return remove(group, fetch(group).keySet());
    }

    private void forget(String topic) {
        cache.of(topic).stream().collect(Collectors.groupingBy(Key::group)).forEach((group, keys) -> {
            var entries = new LinkedHashMap<Key, Optional<Value>>();
            keys.forEach(key -> entries.put(key, Optional.empty()));
            var unused = store(group, entries).whenComplete((done, failure) -> {
                if (failure != null) {
                    // The next start leaves them out, because the topic's id is not known any more.
                    LOGGER.warn("Offsets of group {} in the deleted topic {} are still stored", group, topic, failure);
                }
            });
        });
    }

    private CompletableFuture<Void> store(String group, Map<Key, Optional<Value>> entries) {
        if (entries.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        try {
            return offsetsLog(group).append(batch(entries), true).thenAccept(appended -> apply(entries, appended));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private PartitionLog offsetsLog(String group) {
        var partitions = topics.describe(TOPIC).orElseGet(this::makeTopic).partitions();
        return logs.apply(new TopicPartition(TOPIC, Utils.abs(group.hashCode()) % partitions));
    }

    private synchronized TopicDescription makeTopic() {
        return topics.describe(TOPIC).orElseGet(() -> topics.create(TOPIC, topicPartitions, TOPIC_SETTINGS));
    }

    private MemoryRecords batch(Map<Key, Optional<Value>> entries) {
        var now = clock.getAsLong();
        var builder = MemoryRecords.builder(
                ByteBuffer.allocate(BYTES_PER_OFFSET * (1 + entries.size())),
                Compression.NONE,
                TimestampType.CREATE_TIME,
                0);
        entries.forEach((key, value) -> builder.append(
                now, OffsetRecords.key(key), value.map(OffsetRecords::value).orElse(null)));
        return builder.build();
    }

    private void apply(Map<Key, Optional<Value>> entries, Appended appended) {
        var place = appended.baseOffset();
        for (var entry : entries.entrySet()) {
            cache.apply(entry.getKey(), entry.getValue().orElse(null), place++);
        }
    }
}
