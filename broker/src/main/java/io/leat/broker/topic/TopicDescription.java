package io.leat.broker.topic;

import java.util.Map;
import org.apache.kafka.common.Uuid;

/**
 * A topic as it is at one moment.
 *
 * @param id unlike the name never used again, also not after the topic was deleted
 * @param internal whether the log keeps it for itself ({@code __consumer_offsets})
 * @param partitions numbered from 0
 * @param overrides the settings made for this topic, under Kafka's topic keys
 * @param config all settings in force, defaults included
 */
public record TopicDescription(
        String name,
        Uuid id,
        boolean internal,
        int partitions,
        Map<String, String> overrides,
        Map<String, String> config) {

    public TopicDescription {
        overrides = Map.copyOf(overrides);
        config = Map.copyOf(config);
    }
}
