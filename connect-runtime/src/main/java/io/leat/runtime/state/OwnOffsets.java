package io.leat.runtime.state;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The positions of a connector with an offsets topic of its own, by Kafka Connect's rules (KIP-618): what lies in its own
 * topic counts, else what lies in the worker's, and both are written, so that the topic can be given to a connector that
 * has run before, and taken from it again.
 */
record OwnOffsets(SourceOffsets own, SourceOffsets worker) implements SourceOffsets {

    @Override
    public SourceOffsets of(Map<String, String> connectorConfig) {
        return worker.of(connectorConfig);
    }

    @Override
    public String topic() {
        return own.topic();
    }

    @Override
    public Optional<SourceOffsets> copy() {
        return Optional.of(worker);
    }

    @Override
    public Map<Map<String, Object>, Map<String, Object>> read(
            String connector, Collection<? extends Map<String, ?>> partitions) {
        var found = new HashMap<>(worker.read(connector, partitions));
        found.putAll(own.read(connector, partitions));
        return found;
    }

    @Override
    public List<Map.Entry<Map<String, Object>, Map<String, Object>>> all(String connector) {
        var found = new LinkedHashMap<Map<String, Object>, Map<String, Object>>();
        worker.all(connector).forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        own.all(connector).forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return List.copyOf(found.entrySet());
    }

    @Override
    public Encoded encode(String connector, Map<String, ?> partition, @Nullable Map<String, ?> offset) {
        return own.encode(connector, partition, offset);
    }

    /**
     * What is forgotten is forgotten in the worker's topic first: a crash in between then leaves what was there, and not an
     * old position from under the one that is gone.
     */
    @Override
    public void write(String connector, Map<Map<String, ?>, ? extends @Nullable Map<String, ?>> changes) {
        var forgotten = new LinkedHashMap<Map<String, ?>, @Nullable Map<String, ?>>();
        changes.forEach((partition, offset) -> {
            if (offset == null) {
                forgotten.put(partition, null);
            }
        });
        worker.write(connector, forgotten);
        own.write(connector, changes);
        worker.write(connector, changes);
    }
}
