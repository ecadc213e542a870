package io.leat.broker.topic;

import java.util.Map;

/**
 * A topic to be made.
 *
 * @param partitions at least 1, or {@link Topics#DEFAULT_PARTITIONS}
 * @param overrides settings under Kafka's topic keys, such as {@code cleanup.policy}
 */
public record NewTopic(String name, int partitions, Map<String, String> overrides) {
    public NewTopic {
        overrides = Map.copyOf(overrides);
    }
}
