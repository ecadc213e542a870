package io.leat.broker.handler.group;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.HeartbeatRequest;
import org.apache.kafka.common.requests.HeartbeatResponse;
import org.apache.kafka.common.requests.RequestContext;

/** Tells whether a member of a classic group still is one. */
final class HeartbeatHandler implements Handler<HeartbeatRequest> {
    private final GroupPorts ports;

    HeartbeatHandler(GroupPorts ports) {
        this.ports = ports;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.HEARTBEAT;
    }

    @Override
    public CompletableFuture<Answer> handle(HeartbeatRequest request, RequestContext context) {
        var group = request.data().groupId();
        if (!ports.allows(context, AclOperation.READ, group)) {
            throw GroupAuthorizationException.forGroupId(group);
        }
        return ports.groups()
                .heartbeat(context, request.data())
                .thenApply(data -> Answer.reply(new HeartbeatResponse(data)));
    }
}
