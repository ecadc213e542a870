package io.leat.runtime.state;

import io.leat.runtime.log.Log;
import io.leat.runtime.log.LogRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * The positions of source connectors, kept in the offset topic. Tasks write the records themselves, together with their
 * data; this side reads them back.
 *
 * <p>Compaction compares keys as bytes and so does Kafka Connect, while a map's order is up to the connector; so the bytes
 * under which a partition was first seen are used for it from then on.
 */
public final class OffsetStore implements SourceOffsets, AutoCloseable {

    /** Tasks know their own positions; who else wants to know reads to the end first. */
    private static final Duration REST = Duration.ofMillis(250);

    /** The connector's setting that names an offsets topic of its own. */
    public static final String OWN_TOPIC = "offsets.storage.topic";

    private final Log log;
    private final int partitions;
    private final Map<String, OffsetStore> ofConnectors = new ConcurrentHashMap<>();
    private final String name;
    private final CompactedTopic topic;
    private final Map<OffsetCodec.Key, byte[]> keys = new ConcurrentHashMap<>();
    private final Map<OffsetCodec.Key, Map<String, @Nullable Object>> offsets = new ConcurrentHashMap<>();

    /** @param partitions of the topic where it is made here */
    public OffsetStore(Log log, String topic, int partitions) {
        this(log, topic, "offset.storage.topic", partitions);
    }

    private OffsetStore(Log log, String topic, String key, int partitions) {
        this.log = log;
        this.partitions = partitions;
        this.name = topic;
        var spec = new CompactedTopic.Spec(
                topic, key, partitions, Integer.MAX_VALUE, CompactedTopic.Writing.DURABLE, REST);
        this.topic = new CompactedTopic(log, spec, this::apply);
    }

    /** Reads what there is. @throws StateTopicException if the topic cannot be used */
    public void start() {
        topic.start();
    }

    @Override
    public SourceOffsets of(Map<String, String> connectorConfig) {
        var own = connectorConfig.getOrDefault(OWN_TOPIC, "").strip();
        return own.isEmpty() || own.equals(name) ? this : new OwnOffsets(store(own), this);
    }

    /** Connectors that name the same topic share it. */
    private OffsetStore store(String own) {
        var store = ofConnectors.computeIfAbsent(own, fresh -> new OffsetStore(log, fresh, OWN_TOPIC, partitions));
        store.start();
        return store;
    }

    @Override
    public String topic() {
        return name;
    }

    @Override
    public Map<Map<String, Object>, Map<String, Object>> read(
            String connector, Collection<? extends Map<String, ?>> partitions) {
        topic.readToEnd();
        var found = new HashMap<Map<String, Object>, Map<String, Object>>();
        for (var partition : partitions) {
            var offset = offsets.get(OffsetCodec.key(connector, partition));
            if (offset != null) {
                found.put(copy(partition), copy(offset));
            }
        }
        return found;
    }

    @Override
    public List<Map.Entry<Map<String, Object>, Map<String, Object>>> all(String connector) {
        topic.readToEnd();
        return offsets.entrySet().stream()
                .filter(entry -> entry.getKey().connector().equals(connector))
                .map(entry -> Map.entry(copy(entry.getKey().partition()), copy(entry.getValue())))
                .toList();
    }

    /** Null values are allowed in these maps, as in Kafka Connect, though their types do not say so. */
    private static Map<String, Object> copy(Map<String, ?> map) {
        return new LinkedHashMap<>(map);
    }

    @Override
    public Encoded encode(String connector, Map<String, ?> partition, @Nullable Map<String, ?> offset) {
        var key = keys.computeIfAbsent(OffsetCodec.key(connector, partition), OffsetCodec::encode);
        return new Encoded(
                Utils.toPositive(Utils.murmur2(key)) % topic.partitions(),
                key,
                offset == null ? null : OffsetCodec.encodeOffset(offset));
    }

    /**
     * The map as it would come back from the topic: whole numbers as Long, others as Double.
     *
     * @throws org.apache.kafka.connect.errors.DataException if it cannot be stored
     */
    public static Map<String, @Nullable Object> asStored(Map<String, ?> map) {
        return OffsetCodec.normal("partition or offset", map);
    }

    @Override
    public void write(String connector, Map<Map<String, ?>, ? extends @Nullable Map<String, ?>> changes) {
        var records = changes.entrySet().stream()
                .map(change -> encode(connector, change.getKey(), change.getValue()))
                .map(encoded -> new StateRecord(encoded.key(), encoded.value()))
                .toList();
        if (!records.isEmpty()) {
            topic.writeAndApply(records);
        }
    }

    private void apply(LogRecord record) {
        if (record.key() == null) {
            return;
        }
        var key = OffsetCodec.decodeKey(record.key());
        if (record.value() == null) {
            offsets.remove(key);
        } else {
            offsets.put(key, OffsetCodec.decodeOffset(record.value()));
        }
        keys.put(key, record.key());
    }

    @Override
    public void close() {
        ofConnectors.values().forEach(OffsetStore::close);
        topic.close();
    }
}
