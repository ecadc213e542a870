package io.leat.broker.handler.group;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.LeaveGroupRequest;
import org.apache.kafka.common.requests.LeaveGroupResponse;
import org.apache.kafka.common.requests.RequestContext;

/** Takes members out of a group, those of an admin tool too. */
final class LeaveGroupHandler implements Handler<LeaveGroupRequest> {
    private final GroupPorts ports;

    LeaveGroupHandler(GroupPorts ports) {
        this.ports = ports;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.LEAVE_GROUP;
    }

    @Override
    public CompletableFuture<Answer> handle(LeaveGroupRequest request, RequestContext context) {
        var group = request.data().groupId();
        if (!ports.allows(context, AclOperation.READ, group)) {
            throw GroupAuthorizationException.forGroupId(group);
        }
        return ports.groups()
                .leave(context, request.normalizedData())
                .thenApply(data -> Answer.reply(new LeaveGroupResponse(data, context.apiVersion())));
    }
}
