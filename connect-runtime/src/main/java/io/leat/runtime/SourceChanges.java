package io.leat.runtime;

import io.leat.runtime.state.OffsetStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Changes of a source's positions, in the form that connectors and the offset topic take. */
final class SourceChanges {

    private SourceChanges() {}

    /** @throws RequestException.Invalid if one partition is there twice, or something cannot be stored */
    static Map<Map<String, ?>, @Nullable Map<String, ?>> of(List<ConnectorOffset> changes) {
        var map = new LinkedHashMap<Map<String, ?>, @Nullable Map<String, ?>>();
        for (var change : changes) {
            var partition = asStored(change.partition());
            if (map.containsKey(partition)) {
                throw new RequestException.Invalid("The partition " + change.partition() + " is there twice");
            }
            var offset = change.offset();
            map.put(partition, offset == null ? null : asStored(offset));
        }
        return map;
    }

    /** Connectors expect what they would read themselves; and what cannot be stored must not reach them. */
    private static Map<String, @Nullable Object> asStored(Map<String, ?> map) {
        try {
            return OffsetStore.asStored(map);
        } catch (DataException e) {
            throw new RequestException.Invalid(String.valueOf(e.getMessage()));
        }
    }

    static Map<Map<String, ?>, @Nullable Map<String, ?>> forgetting(
            List<Map.Entry<Map<String, Object>, Map<String, Object>>> all) {
        var map = new LinkedHashMap<Map<String, ?>, @Nullable Map<String, ?>>();
        all.forEach(entry -> map.put(entry.getKey(), null));
        return map;
    }
}
