package io.leat.broker.handler.group;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestPartition;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestTopic;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestTopicCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.OffsetDeleteRequest;
import org.apache.kafka.common.requests.OffsetDeleteResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.resource.ResourceType;

/** Forgets single offsets of a group. */
final class OffsetDeleteHandler implements Handler<OffsetDeleteRequest> {
    private final GroupPorts ports;

    OffsetDeleteHandler(GroupPorts ports) {
        this.ports = ports;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.OFFSET_DELETE;
    }

    @Override
    public CompletableFuture<Answer> handle(OffsetDeleteRequest request, RequestContext context) {
        var data = request.data();
        if (!ports.allows(context, AclOperation.DELETE, data.groupId())) {
            throw GroupAuthorizationException.forGroupId(data.groupId());
        }
        var response = new OffsetDeleteResponse.Builder();
        var accepted = new OffsetDeleteRequestTopicCollection();
        for (var topic : data.topics()) {
            accept(topic, context, response).ifPresent(accepted::add);
        }
        if (accepted.isEmpty()) {
            return Answer.now(response.build());
        }
        return ports.groups()
                .deleteOffsets(context, data.duplicate().setTopics(accepted))
                .thenApply(deleted -> Answer.reply(response.merge(deleted).build()));
    }

    private Optional<OffsetDeleteRequestTopic> accept(
            OffsetDeleteRequestTopic topic, RequestContext context, OffsetDeleteResponse.Builder response) {
        if (!ports.access().allows(context, AclOperation.READ, ResourceType.TOPIC, topic.name())) {
            response.addPartitions(
                    topic.name(),
                    topic.partitions(),
                    OffsetDeleteRequestPartition::partitionIndex,
                    Errors.TOPIC_AUTHORIZATION_FAILED);
            return Optional.empty();
        }
        var accepted = new OffsetDeleteRequestTopic().setName(topic.name());
        for (var partition : topic.partitions()) {
            if (exists(topic.name(), partition.partitionIndex())) {
                accepted.partitions().add(partition.duplicate());
            } else {
                response.addPartition(topic.name(), partition.partitionIndex(), Errors.UNKNOWN_TOPIC_OR_PARTITION);
            }
        }
        return accepted.partitions().isEmpty() ? Optional.empty() : Optional.of(accepted);
    }

    private boolean exists(String topic, int partition) {
        return ports.topics()
                .describe(topic)
                .filter(found -> partition >= 0 && partition < found.partitions())
                .isPresent();
    }
}
