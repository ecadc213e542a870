package io.leat.broker.handler.group;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.requests.SyncGroupRequest;
import org.apache.kafka.common.requests.SyncGroupResponse;

/** Brings the assignment from the leader of a classic group to its members. */
final class SyncGroupHandler implements Handler<SyncGroupRequest> {
    private final GroupPorts ports;

    SyncGroupHandler(GroupPorts ports) {
        this.ports = ports;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.SYNC_GROUP;
    }

    @Override
    public CompletableFuture<Answer> handle(SyncGroupRequest request, RequestContext context) {
        var group = request.data().groupId();
        if (!ports.allows(context, AclOperation.READ, group)) {
            throw GroupAuthorizationException.forGroupId(group);
        }
        if (!request.areMandatoryProtocolTypeAndNamePresent()) {
            throw new InconsistentGroupProtocolException("The protocol's type and name are missing.");
        }
        return ports.groups()
                .sync(context, request.data())
                .thenApply(data -> Answer.reply(new SyncGroupResponse(data)));
    }
}
