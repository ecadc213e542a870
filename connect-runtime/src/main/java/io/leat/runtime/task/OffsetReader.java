package io.leat.runtime.task;

import io.leat.runtime.state.SourceOffsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/** The durable positions of one connector, as its tasks ask for them. */
final class OffsetReader implements OffsetStorageReader {

    private final SourceOffsets offsets;
    private final String connector;

    OffsetReader(SourceOffsets offsets, String connector) {
        this.offsets = offsets;
        this.connector = connector;
    }

    @Override
    public <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
        return offsets(List.of(partition)).get(partition);
    }

    @Override
    public <T> Map<Map<String, T>, @Nullable Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
        var found = offsets.read(connector, partitions);
        var answer = new HashMap<Map<String, T>, @Nullable Map<String, Object>>();
        for (var partition : partitions) {
            answer.put(partition, found.get(partition));
        }
        return answer;
    }
}
