package io.leat.runtime.task;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.leat.runtime.log.memory.MemoryLog;
import io.leat.runtime.state.SourceOffsets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Source offsets as records of an in-memory log, read anew each time. */
final class LogOffsets implements SourceOffsets {

    static final String TOPIC = "offsets";
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    private final MemoryLog log;

    LogOffsets(MemoryLog log) {
        this.log = log;
        log.topics().create(TOPIC, 1, Map.of("cleanup.policy", "compact"));
    }

    @Override
    public SourceOffsets of(Map<String, String> connectorConfig) {
        return this;
    }

    @Override
    public void write(String connector, Map<Map<String, ?>, ? extends Map<String, ?>> changes) {
        throw new UnsupportedOperationException("Tasks write positions with their records.");
    }

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public Map<Map<String, Object>, Map<String, Object>> read(
            String connector, Collection<? extends Map<String, ?>> partitions) {
        var found = new HashMap<Map<String, Object>, Map<String, Object>>();
        all(connector).forEach(entry -> {
            if (partitions.contains(entry.getKey())) {
                found.put(entry.getKey(), entry.getValue());
            }
        });
        return found;
    }

    @Override
    public List<Map.Entry<Map<String, Object>, Map<String, Object>>> all(String connector) {
        var latest = new HashMap<Map<String, Object>, Map<String, Object>>();
        for (var record : log.records(TOPIC, 0)) {
            var key = read(record.key(), List.class);
            if (key.get(0).equals(connector)) {
                latest.remove(key.get(1));
                if (record.value() != null) {
                    latest.put(strings(key.get(1)), strings(read(record.value(), Map.class)));
                }
            }
        }
        return List.copyOf(latest.entrySet());
    }

    @Override
    public Encoded encode(String connector, Map<String, ?> partition, Map<String, ?> offset) {
        return new Encoded(0, bytes(List.of(connector, partition)), offset == null ? null : bytes(offset));
    }

    private static byte[] bytes(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T read(byte[] json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked") // JSON objects have string keys
    private static Map<String, Object> strings(Object map) {
        return (Map<String, Object>) map;
    }
}
