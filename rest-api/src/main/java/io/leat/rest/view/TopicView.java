package io.leat.rest.view;

import io.leat.runtime.TopicAdmin;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A topic.
 *
 * @param config the settings in force; {@code overrides} those set on this topic
 */
public record TopicView(
        String name,
        String topicId,
        boolean internal,
        long sizeBytes,
        List<Partition> partitions,
        Map<String, String> config,
        Map<String, String> overrides) {

    public static TopicView of(TopicAdmin.Description topic) {
        return new TopicView(
                topic.name(),
                topic.topicId(),
                topic.internal(),
                topic.partitions().stream()
                        .mapToLong(TopicAdmin.Partition::sizeBytes)
                        .sum(),
                topic.partitions().stream().map(Partition::of).toList(),
                new TreeMap<>(topic.config()),
                new TreeMap<>(topic.overrides()));
    }

    /** @param endOffset the next offset that a reader could see */
    public record Partition(int partition, long startOffset, long endOffset, long sizeBytes, boolean online) {

        static Partition of(TopicAdmin.Partition partition) {
            return new Partition(
                    partition.partition(),
                    partition.startOffset(),
                    partition.endOffset(),
                    partition.sizeBytes(),
                    partition.online());
        }
    }
}
