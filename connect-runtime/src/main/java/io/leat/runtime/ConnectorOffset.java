package io.leat.runtime;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A position of a connector. Sources: whatever maps the connector uses. Sinks: partition keys {@code kafka_topic},
 * {@code kafka_partition}, offset key {@code kafka_offset}.
 *
 * @param offset null asks for a reset of this partition
 */
public record ConnectorOffset(
        Map<String, ?> partition, @Nullable Map<String, ?> offset) {}
