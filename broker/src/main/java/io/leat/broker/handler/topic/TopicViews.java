package io.leat.broker.handler.topic;

import io.leat.broker.handler.ServerNode;
import io.leat.broker.security.Access;
import io.leat.broker.topic.TopicDescription;
import io.leat.broker.topic.Topics;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponsePartition;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/**
 * Topics as Metadata shows them. A partition whose files have failed keeps its leader, because there is no other and what
 * can still be read is read here; that its replica is offline is told.
 */
final class TopicViews {
    /** Of every partition: leadership never changes. */
    private static final int LEADER_EPOCH = 0;

    private final Topics topics;
    private final Access access;
    private final ServerNode node;

    TopicViews(Topics topics, Access access, ServerNode node) {
        this.topics = topics;
        this.access = access;
        this.node = node;
    }

    MetadataResponseTopic found(TopicDescription topic) {
        return new MetadataResponseTopic()
                .setName(topic.name())
                .setTopicId(topic.id())
                .setIsInternal(topic.internal())
                .setPartitions(partitions(topic));
    }

    /** A topic of which nothing is told but the error. */
    static MetadataResponseTopic refused(Errors error, @Nullable String name, Uuid id) {
        return new MetadataResponseTopic()
                .setErrorCode(error.code())
                .setName(name)
                .setTopicId(id)
                .setIsInternal(error != Errors.TOPIC_AUTHORIZATION_FAILED && name != null && Topic.isInternal(name));
    }

    private List<MetadataResponsePartition> partitions(TopicDescription topic) {
        return IntStream.range(0, topic.partitions())
                .mapToObj(index -> partition(topic, index))
                .toList();
    }

    MetadataResponsePartition partition(TopicDescription topic, int index) {
        var self = List.of(node.id());
        var online = topics.online(new TopicPartition(topic.name(), index));
        return new MetadataResponsePartition()
                .setPartitionIndex(index)
                .setLeaderId(node.id())
                .setLeaderEpoch(LEADER_EPOCH)
                .setReplicaNodes(self)
                .setIsrNodes(self)
                .setOfflineReplicas(online ? List.of() : self);
    }

    int operations(RequestContext caller, String topic) {
        return access.operations(caller, ResourceType.TOPIC, topic);
    }
}
