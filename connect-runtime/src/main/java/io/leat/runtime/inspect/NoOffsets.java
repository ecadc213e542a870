package io.leat.runtime.inspect;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/** A preview begins as a new connector does. */
enum NoOffsets implements OffsetStorageReader {
    INSTANCE;

    @Override
    public <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
        return null;
    }

    @Override
    public <T> Map<Map<String, T>, @Nullable Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
        var none = new HashMap<Map<String, T>, @Nullable Map<String, Object>>();
        partitions.forEach(partition -> none.put(partition, null));
        return none;
    }
}
