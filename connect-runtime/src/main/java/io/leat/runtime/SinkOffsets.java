package io.leat.runtime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The positions of sinks as REST carries them, and as a consumer group holds them. */
final class SinkOffsets {

    static final String GROUP = "consumer.override.group.id";

    private static final String TOPIC = "kafka_topic";
    private static final String PARTITION = "kafka_partition";
    private static final String OFFSET = "kafka_offset";

    private SinkOffsets() {}

    /** The consumer group of a sink. @param config with the reference resolved that {@link #GROUP} may be */
    static String group(String connector, Map<String, String> config) {
        return config.getOrDefault(GROUP, "connect-" + connector);
    }

    static ConnectorOffset shown(TopicPartition partition, long offset) {
        return new ConnectorOffset(
                Map.of(TOPIC, partition.topic(), PARTITION, partition.partition()), Map.of(OFFSET, offset));
    }

    /** @throws RequestException.Invalid if keys are missing or are no numbers; both forms, 2 and "2", are taken */
    static Map<TopicPartition, OptionalLong> parse(List<ConnectorOffset> offsets) {
        var parsed = new HashMap<TopicPartition, OptionalLong>();
        for (var offset : offsets) {
            if (parsed.put(partition(offset.partition()), position(offset.offset())) != null) {
                throw new RequestException.Invalid("The partition " + offset.partition() + " is there twice");
            }
        }
        return parsed;
    }

    private static TopicPartition partition(Map<String, ?> partition) {
        var topic = partition.get(TOPIC);
        var number = partition.get(PARTITION);
        if (topic == null || number == null) {
            throw new RequestException.Invalid("The partition for a sink connector offset must contain the keys '"
                    + TOPIC + "' and '" + PARTITION + "'");
        }
        var value = number(PARTITION, number);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new RequestException.Invalid("'" + PARTITION + "' must be a partition's number, but is " + value);
        }
        return new TopicPartition(topic.toString(), (int) value);
    }

    private static OptionalLong position(@Nullable Map<String, ?> offset) {
        if (offset == null) {
            return OptionalLong.empty();
        }
        var number = offset.get(OFFSET);
        if (number == null) {
            throw new RequestException.Invalid(
                    "The offset for a sink connector should either be null or contain the key '" + OFFSET + "'");
        }
        var value = number(OFFSET, number);
        if (value < 0) {
            throw new RequestException.Invalid("'" + OFFSET + "' must not be negative, but is " + value);
        }
        return OptionalLong.of(value);
    }

    private static long number(String key, Object value) {
        try {
            return Long.parseLong(value.toString().trim());
        } catch (NumberFormatException e) {
            throw new RequestException.Invalid("'" + key + "' must be a whole number, but is " + value);
        }
    }

    /** Kafka's plugins expect null for a reset. */
    @SuppressWarnings("NullAway")
    static Map<TopicPartition, Long> forPlugin(Map<TopicPartition, OptionalLong> offsets) {
        var map = new HashMap<TopicPartition, Long>();
        offsets.forEach((partition, offset) -> map.put(partition, offset.isPresent() ? offset.getAsLong() : null));
        return map;
    }
}
