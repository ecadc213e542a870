package io.leat.broker.group;

import io.leat.broker.log.UndecidedLog;
import io.leat.broker.topic.TopicDescription;
import io.leat.broker.topic.Topics;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.utils.Utils;

/** {@code __consumer_offsets}: made when the first group needs it, compacted. */
final class OffsetsTopic {
    private static final String NAME = Topic.GROUP_METADATA_TOPIC_NAME;

    private final Topics topics;
    private final Function<TopicPartition, ? extends UndecidedLog> logs;
    private final GroupSettings settings;

    OffsetsTopic(Topics topics, Function<TopicPartition, ? extends UndecidedLog> logs, GroupSettings settings) {
        this.topics = topics;
        this.logs = logs;
        this.settings = settings;
    }

    Optional<TopicDescription> find() {
        return topics.describe(NAME);
    }

    /** Durable when this returns; waits for the disk. */
    TopicDescription findOrMake() {
        return find().orElseGet(this::make);
    }

    private TopicDescription make() {
        try {
            return topics.create(
                    NAME,
                    settings.value(GroupSettings.OFFSETS_PARTITIONS),
                    Map.of(
                            "cleanup.policy",
                            "compact",
                            "segment.bytes",
                            String.valueOf(settings.value(GroupSettings.OFFSETS_SEGMENT_BYTES)),
                            "compression.type",
                            "producer"));
        } catch (TopicExistsException e) {
            return find().orElseThrow(() -> e);
        }
    }

    static TopicPartition partition(int number) {
        return new TopicPartition(NAME, number);
    }

    static TopicPartition partitionOf(String group, int partitions) {
        return partition(Utils.abs(group.hashCode()) % partitions);
    }

    /** @throws org.apache.kafka.common.errors.UnknownTopicOrPartitionException if there is none */
    UndecidedLog log(TopicPartition partition) {
        return logs.apply(partition);
    }

    /** Whether offsets in this partition mean the topic that has the name now, and not an earlier one. */
    boolean isCurrent(TopicPartition partition, Uuid topicId) {
        return topics.describe(partition.topic())
                .filter(topic -> partition.partition() < topic.partitions())
                .filter(topic -> topicId.equals(Uuid.ZERO_UUID) || topicId.equals(topic.id()))
                .isPresent();
    }
}
