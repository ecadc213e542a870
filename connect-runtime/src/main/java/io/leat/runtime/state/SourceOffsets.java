package io.leat.runtime.state;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The positions of source connectors, as the offset topic holds them: key {@code ["<connector>",{partition}]}, value
 * {@code {offset}} or null. Safe for use from any thread.
 */
public interface SourceOffsets {

    /**
     * The positions of a connector with this configuration: where it names an {@code offsets.storage.topic} of its own,
     * what lies there goes before what lies in the worker's.
     *
     * @throws StateTopicException if its topic cannot be used
     */
    SourceOffsets of(Map<String, String> connectorConfig);

    /** The topic that {@link #encode} is meant for. */
    String topic();

    /** Where each position is written too, for the day on which the connector has no topic of its own any more. */
    default Optional<SourceOffsets> copy() {
        return Optional.empty();
    }

    /** Sets positions, or forgets those whose offset is null, durably. */
    void write(String connector, Map<Map<String, ?>, ? extends @Nullable Map<String, ?>> changes);

    /**
     * Reads up to the end of the topic, then answers from memory.
     *
     * @return partition to offset, without those that have none
     */
    Map<Map<String, Object>, Map<String, Object>> read(
            String connector, Collection<? extends Map<String, ?>> partitions);

    /** All partitions that this connector has offsets for, with them. */
    List<Map.Entry<Map<String, Object>, Map<String, Object>>> all(String connector);

    /**
     * The record that stores an offset; the same partition always gives the same bytes.
     *
     * @param offset null forgets the partition
     * @throws org.apache.kafka.connect.errors.DataException if a map holds anything but primitives under string keys
     */
    Encoded encode(String connector, Map<String, ?> partition, @Nullable Map<String, ?> offset);

    /** @param partition of the offset topic, chosen by the key */
    record Encoded(int partition, byte[] key, byte @Nullable [] value) {}
}
