package io.leat.broker.handler.group;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.JoinGroupRequest;
import org.apache.kafka.common.requests.JoinGroupResponse;
import org.apache.kafka.common.requests.RequestContext;

/** Makes the client a member of a classic group, or keeps it one; waits for the other members. */
final class JoinGroupHandler implements Handler<JoinGroupRequest> {
    private final GroupPorts ports;

    JoinGroupHandler(GroupPorts ports) {
        this.ports = ports;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.JOIN_GROUP;
    }

    @Override
    public CompletableFuture<Answer> handle(JoinGroupRequest request, RequestContext context) {
        var group = request.data().groupId();
        if (!ports.allows(context, AclOperation.READ, group)) {
            throw GroupAuthorizationException.forGroupId(group);
        }
        return ports.groups()
                .join(context, request.data())
                .thenApply(data -> Answer.reply(new JoinGroupResponse(data, context.apiVersion())));
    }
}
