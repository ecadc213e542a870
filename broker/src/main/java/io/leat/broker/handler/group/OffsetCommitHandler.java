package io.leat.broker.handler.group;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import io.leat.broker.topic.TopicDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.OffsetCommitRequest;
import org.apache.kafka.common.requests.OffsetCommitResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.resource.ResourceType;

/** Stores offsets of a group; they are on disk when it answers. Those of topics that may not be read are refused. */
final class OffsetCommitHandler implements Handler<OffsetCommitRequest> {
    private final GroupPorts ports;

    OffsetCommitHandler(GroupPorts ports) {
        this.ports = ports;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.OFFSET_COMMIT;
    }

    @Override
    public CompletableFuture<Answer> handle(OffsetCommitRequest request, RequestContext context) {
        var data = request.data();
        if (!ports.allows(context, AclOperation.READ, data.groupId())) {
            throw GroupAuthorizationException.forGroupId(data.groupId());
        }
        var byId = OffsetCommitResponse.useTopicIds(context.apiVersion());
        var response = OffsetCommitResponse.newBuilder(byId);
        var accepted = new ArrayList<OffsetCommitRequestTopic>();
        for (var topic : data.topics()) {
            accept(topic, byId, context, response).ifPresent(accepted::add);
        }
        if (accepted.isEmpty()) {
            return Answer.now(response.build());
        }
        return ports.groups()
                .commitOffsets(context, data.duplicate().setTopics(accepted))
                .thenApply(stored -> Answer.reply(response.merge(stored).build()));
    }

    /** Returns what the coordinator may store of this topic; answers for the rest. */
    private Optional<OffsetCommitRequestTopic> accept(
            OffsetCommitRequestTopic topic,
            boolean byId,
            RequestContext context,
            OffsetCommitResponse.Builder response) {
        var found =
                byId ? ports.topics().describe(topic.topicId()) : ports.topics().describe(topic.name());
        if (byId && found.isEmpty()) {
            refuse(topic, Errors.UNKNOWN_TOPIC_ID, response);
            return Optional.empty();
        }
        var name = found.map(TopicDescription::name).orElse(topic.name());
        if (!ports.access().allows(context, AclOperation.READ, ResourceType.TOPIC, name)) {
            refuse(topic, Errors.TOPIC_AUTHORIZATION_FAILED, response);
            return Optional.empty();
        }
        if (found.isEmpty()) {
            refuse(topic, Errors.UNKNOWN_TOPIC_OR_PARTITION, response);
            return Optional.empty();
        }
        return existing(topic, found.get(), response);
    }

    private static void refuse(OffsetCommitRequestTopic topic, Errors error, OffsetCommitResponse.Builder response) {
        response.addPartitions(
                topic.topicId(), topic.name(), topic.partitions(), OffsetCommitRequestPartition::partitionIndex, error);
    }

    private static Optional<OffsetCommitRequestTopic> existing(
            OffsetCommitRequestTopic topic, TopicDescription found, OffsetCommitResponse.Builder response) {
        List<OffsetCommitRequestPartition> known = new ArrayList<>();
        for (var partition : topic.partitions()) {
            if (partition.partitionIndex() >= 0 && partition.partitionIndex() < found.partitions()) {
                known.add(partition);
            } else {
                response.addPartition(
                        topic.topicId(), topic.name(), partition.partitionIndex(), Errors.UNKNOWN_TOPIC_OR_PARTITION);
            }
        }
        return known.isEmpty()
                ? Optional.empty()
                : Optional.of(new OffsetCommitRequestTopic()
                        .setName(found.name())
                        .setTopicId(found.id())
                        .setPartitions(known));
    }
}
