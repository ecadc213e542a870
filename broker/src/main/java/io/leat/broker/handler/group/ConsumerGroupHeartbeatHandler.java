package io.leat.broker.handler.group;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.ConsumerGroupHeartbeatRequest;
import org.apache.kafka.common.requests.ConsumerGroupHeartbeatResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.resource.ResourceType;

/** Joins a group of the consumer protocol (KIP-848), stays in it, brings the assignment, leaves. */
final class ConsumerGroupHeartbeatHandler implements Handler<ConsumerGroupHeartbeatRequest> {
    private final GroupPorts ports;

    ConsumerGroupHeartbeatHandler(GroupPorts ports) {
        this.ports = ports;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.CONSUMER_GROUP_HEARTBEAT;
    }

    @Override
    public CompletableFuture<Answer> handle(ConsumerGroupHeartbeatRequest request, RequestContext context) {
        var data = request.data();
        if (!ports.allows(context, AclOperation.READ, data.groupId())) {
            throw GroupAuthorizationException.forGroupId(data.groupId());
        }
        var topics = Optional.ofNullable(data.subscribedTopicNames()).orElse(List.of());
        for (var topic : topics) {
            if (!ports.access().allows(context, AclOperation.DESCRIBE, ResourceType.TOPIC, topic)) {
                throw new TopicAuthorizationException("One of the topics of the subscription may not be described.");
            }
        }
        return ports.groups()
                .consumerHeartbeat(context, data)
                .thenApply(answer -> Answer.reply(new ConsumerGroupHeartbeatResponse(answer)));
    }
}
