package io.leat.broker.handler.group;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import io.leat.broker.security.Access;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.message.ListGroupsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.ListGroupsRequest;
import org.apache.kafka.common.requests.ListGroupsResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.resource.ResourceType;

/** Lists the groups that the caller may see, those of this process included. */
final class ListGroupsHandler implements Handler<ListGroupsRequest> {
    private final GroupPorts ports;

    ListGroupsHandler(GroupPorts ports) {
        this.ports = ports;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.LIST_GROUPS;
    }

    @Override
    public CompletableFuture<Answer> handle(ListGroupsRequest request, RequestContext context) {
        return ports.groups()
                .list(context, request.data())
                .thenApply(list -> Answer.reply(new ListGroupsResponse(visible(list, context))));
    }

    private ListGroupsResponseData visible(ListGroupsResponseData list, RequestContext context) {
        var access = ports.access();
        if (!access.shows(context, AclOperation.DESCRIBE, ResourceType.CLUSTER, Access.CLUSTER)) {
            list.setGroups(list.groups().stream()
                    .filter(group -> access.shows(context, AclOperation.DESCRIBE, ResourceType.GROUP, group.groupId()))
                    .toList());
        }
        return list;
    }
}
