package io.leat.broker.handler.group;

import io.leat.broker.topic.TopicDescription;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopics;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseGroup;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponsePartitions;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseTopics;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.requests.OffsetFetchRequest;
import org.apache.kafka.common.requests.OffsetFetchResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.resource.ResourceType;

/** The topics of one group in one request for offsets: which the caller may see, and how they are called there. */
final class FetchedTopics {
    private final GroupPorts ports;
    private final RequestContext context;
    private final boolean byId;
    private final List<OffsetFetchResponseTopics> refused = new ArrayList<>();

    FetchedTopics(GroupPorts ports, RequestContext context) {
        this.ports = ports;
        this.context = context;
        this.byId = OffsetFetchRequest.useTopicIds(context.apiVersion());
    }

    /** What may be asked of the coordinator; {@link #merge} answers for the rest. */
    OffsetFetchRequestGroup accept(OffsetFetchRequestGroup group) {
        var accepted = new ArrayList<OffsetFetchRequestTopics>();
        for (var topic : group.topics()) {
            var found = byId
                    ? ports.topics().describe(topic.topicId())
                    : ports.topics().describe(topic.name());
            var name = found.map(TopicDescription::name).orElse(topic.name());
            if (byId && found.isEmpty()) {
                refuse(topic, Errors.UNKNOWN_TOPIC_ID);
            } else if (!ports.access().allows(context, AclOperation.DESCRIBE, ResourceType.TOPIC, name)) {
                refuse(topic, Errors.TOPIC_AUTHORIZATION_FAILED);
            } else {
                accepted.add(new OffsetFetchRequestTopics()
                        .setName(name)
                        .setTopicId(found.map(TopicDescription::id).orElse(topic.topicId()))
                        .setPartitionIndexes(topic.partitionIndexes()));
            }
        }
        return group.duplicate().setTopics(accepted);
    }

    private void refuse(OffsetFetchRequestTopics topic, Errors error) {
        var partitions = topic.partitionIndexes().stream()
                .map(partition -> new OffsetFetchResponsePartitions()
                        .setPartitionIndex(partition)
                        .setErrorCode(error.code())
                        .setCommittedOffset(OffsetFetchResponse.INVALID_OFFSET)
                        .setCommittedLeaderEpoch(RecordBatch.NO_PARTITION_LEADER_EPOCH)
                        .setMetadata(OffsetFetchResponse.NO_METADATA))
                .toList();
        refused.add(new OffsetFetchResponseTopics()
                .setName(topic.name())
                .setTopicId(topic.topicId())
                .setPartitions(partitions));
    }

    OffsetFetchResponseGroup merge(OffsetFetchResponseGroup fetched) {
        if (fetched.errorCode() != Errors.NONE.code()) {
            return fetched;
        }
        var topics = new ArrayList<>(fetched.topics());
        topics.addAll(refused);
        return fetched.setTopics(topics);
    }

    /** Leaves out what the caller may not see; for a request of all offsets. */
    OffsetFetchResponseGroup visible(OffsetFetchResponseGroup fetched) {
        var topics = new ArrayList<OffsetFetchResponseTopics>();
        for (var topic : fetched.topics()) {
            if (ports.access().shows(context, AclOperation.DESCRIBE, ResourceType.TOPIC, topic.name())) {
                ports.topics().describe(topic.name()).map(TopicDescription::id).ifPresent(topic::setTopicId);
                topics.add(topic);
            }
        }
        return fetched.setTopics(topics);
    }
}
