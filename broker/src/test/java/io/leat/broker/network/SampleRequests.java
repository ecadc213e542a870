package io.leat.broker.network;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.types.Schema;
import org.apache.kafka.common.protocol.types.Struct;
import org.apache.kafka.common.protocol.types.TaggedFields;
import org.apache.kafka.common.protocol.types.Type;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.requests.AbstractRequest;

/**
 * Makes a request of any key and version from Kafka's schema: one element in each array, and in each field a value by the
 * field's name, or one that fits its type.
 */
public final class SampleRequests {
    private final Map<String, Object> byName = new HashMap<>();

    /** @param topic that exists, with this id */
    public SampleRequests(String topic, Uuid topicId) {
        with("topic_id", topicId);
        with("topic", topic).with("topic_name", topic);
        with("acks", (short) -1);
        with("replica_id", -1).with("current_leader_epoch", -1).with("leader_epoch", -1);
        with("timestamp", -1L).with("max_num_offsets", 1);
        with("session_epoch", -1).with("max_bytes", 1 << 20).with("partition_max_bytes", 1 << 20);
        with("num_partitions", -1).with("replication_factor", (short) -1);
        with("timeout_ms", 1000).with("transaction_timeout_ms", 1000);
        with("producer_id", -1L).with("producer_epoch", (short) -1);
        with("session_timeout_ms", 10_000).with("rebalance_timeout_ms", 10_000);
        with("resource_type_filter", (byte) 2).with("pattern_type_filter", (byte) 3);
        with("resource_pattern_type", (byte) 3).with("resource_type", (byte) 2).with("pattern_type", (byte) 3);
        with("operation", (byte) 3).with("permission_type", (byte) 3);
        with("mechanism", "PLAIN");
        with("principal", "User:sample").with("host", "*");
        with("response_partition_limit", 10);
    }

    /** What a field of this name holds, wherever its type fits. */
    public SampleRequests with(String field, Object value) {
        byName.put(field, value);
        return this;
    }

    public AbstractRequest of(ApiKeys key, short version) {
        var struct = struct(key.messageType.requestSchemas()[version]);
        var bytes = ByteBuffer.allocate(struct.sizeOf());
        struct.writeTo(bytes);
        bytes.flip();
        return AbstractRequest.parseRequest(key, version, new ByteBufferAccessor(bytes)).request;
    }

    private Struct struct(Schema schema) {
        var struct = new Struct(schema);
        for (var field : schema.fields()) {
            struct.set(field, value(field.def.name, field.def.type));
        }
        return struct;
    }

    private Object value(String name, Type type) {
        var named = byName.get(name);
        if (named != null && fits(named, type)) {
            return named;
        }
        if (type instanceof TaggedFields) {
            return new TreeMap<Integer, Object>();
        }
        if (type.isArray()) {
            return new Object[] {value(name, type.arrayElementType().orElseThrow())};
        }
        if (type instanceof Schema schema) {
            return struct(schema);
        }
        return plain(name, type);
    }

    private static boolean fits(Object value, Type type) {
        try {
            type.validate(value);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static Object plain(String name, Type type) {
        for (var candidate : new Object[] {
            name.isEmpty() ? "element" : name,
            false,
            (byte) 0,
            (short) 0,
            0,
            0L,
            0.5,
            Uuid.ZERO_UUID,
            MemoryRecords.withRecords(
                    Compression.NONE, new SimpleRecord("value".getBytes(java.nio.charset.StandardCharsets.UTF_8))),
            ByteBuffer.wrap(new byte[] {0, 0, 0, 0})
        }) {
            if (fits(candidate, type)) {
                return candidate;
            }
        }
        throw new IllegalArgumentException("no value for " + name + " of type " + type);
    }
}
