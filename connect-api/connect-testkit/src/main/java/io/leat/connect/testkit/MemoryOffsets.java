package io.leat.connect.testkit;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/**
 * Source offsets in memory, through JSON as in a worker's offset topic: what comes back may have another number type, and
 * what JSON cannot hold fails. Outlives the runs of a test. Safe for several threads.
 */
public final class MemoryOffsets implements OffsetStorageReader {

    private static final String TOPIC = "offsets";

    private final JsonConverter json = new JsonConverter();
    private final Map<Map<String, ?>, Map<String, ?>> stored = new HashMap<>();

    public MemoryOffsets() {
        json.configure(Map.of("schemas.enable", "false"), false);
    }

    /** Stores the offset of a source partition; null removes it. */
    public synchronized void store(Map<String, ?> partition, @Nullable Map<String, ?> offset) {
        if (offset == null) {
            stored.remove(throughJson(partition));
        } else {
            stored.put(throughJson(partition), throughJson(offset));
        }
    }

    /** Every stored offset by its source partition. */
    public synchronized Map<Map<String, ?>, Map<String, ?>> all() {
        return Map.copyOf(stored);
    }

    /** Null, as the interface wants it, if nothing is stored. */
    @Override
    @SuppressWarnings("unchecked") // offsets are maps by text
    public synchronized <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
        return (Map<String, Object>) stored.get(throughJson(partition));
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
        var found = new HashMap<Map<String, T>, Map<String, Object>>();
        partitions.forEach(partition -> found.put(partition, offset(partition)));
        return found;
    }

    @SuppressWarnings("unchecked") // an object in JSON is a map by text
    private Map<String, ?> throughJson(Map<String, ?> map) {
        var bytes = json.fromConnectData(TOPIC, null, map);
        return (Map<String, ?>) json.toConnectData(TOPIC, bytes).value();
    }
}
